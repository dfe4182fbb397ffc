package org.lighterage.paths;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Proxies as Debian has them, with directories of their own below {@code target}. */
final class Proxies {

    private Proxies() {}

    /**
     * A proxy that takes connections.
     *
     * @param process ends it
     */
    record Proxy(ToolProcess process, int port) implements AutoCloseable {

        /** Where an endpoint is by way of the proxy. */
        URI uri(String scheme, String path) {
            return URI.create(scheme + "://localhost:" + port + path);
        }

        @Override
        public void close() {
            process.close();
        }
    }

    /**
     * nginx with what its documentation says of WebSocket.
     *
     * @param location further directives of the location
     * @param certificate null for no TLS
     */
    static Proxy nginx(int server, String location, Certificate certificate) throws IOException {
        RequiredTools.command("nginx");
        Path directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "nginx-");
        int port = ToolProcess.freePort();
        String tls = certificate == null
                ? ""
                : "ssl_certificate " + certificate.chain() + "; ssl_certificate_key " + certificate.key() + ";";
        Path config = Files.writeString(
                directory.resolve("nginx.conf"),
                """
                daemon off;
                # One process, which is the one that the test ends.
                master_process off;
                error_log stderr info;
                pid nginx.pid;
                events {
                }
                http {
                    access_log off;
                    client_body_temp_path body;
                    proxy_temp_path proxy;
                    fastcgi_temp_path fastcgi;
                    uwsgi_temp_path uwsgi;
                    scgi_temp_path scgi;
                    server {
                        listen 127.0.0.1:%d%s;
                        %s
                        location / {
                            proxy_pass http://127.0.0.1:%d;
                            proxy_http_version 1.1;
                            proxy_set_header Upgrade $http_upgrade;
                            proxy_set_header Connection "upgrade";
                            %s
                        }
                    }
                }
                """
                        .formatted(port, tls.isEmpty() ? "" : " ssl", tls, server, location));
        ToolProcess process = ToolProcess.start(
                "nginx", List.of("nginx", "-p", directory.toString(), "-e", "stderr", "-c", config.toString()));
        return ready(process, port);
    }

    /**
     * HAProxy with the timeouts of its documentation, but for tunnels.
     *
     * @param tunnel how long one may be idle
     * @param certificate null for no TLS
     * @param backend lines of the backend
     */
    static Proxy haproxy(String tunnel, Certificate certificate, String backend) throws IOException {
        RequiredTools.command("haproxy");
        Path directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "haproxy-");
        int port = ToolProcess.freePort();
        Path config = Files.writeString(
                directory.resolve("haproxy.cfg"),
                """
                global
                    maxconn 100
                    log stderr format raw local0
                defaults
                    mode http
                    log global
                    option httplog
                    timeout connect 5s
                    timeout client 50s
                    timeout server 50s
                    timeout tunnel %s
                frontend front
                    bind 127.0.0.1:%d%s
                    default_backend back
                backend back
                %s
                """
                        .formatted(
                                tunnel,
                                port,
                                certificate == null ? "" : " ssl crt " + certificate.both(),
                                backend.indent(4)));
        return ready(ToolProcess.start("haproxy", List.of("haproxy", "-db", "-f", config.toString())), port);
    }

    /** A backend of one server. */
    static String to(int server) {
        return "server only 127.0.0.1:" + server;
    }

    private static Proxy ready(ToolProcess process, int port) {
        try {
            process.awaitPort(port);
            return new Proxy(process, port);
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
    }
}
