package org.lighterage.paths;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for localhost that nobody has signed but itself, as files.
 *
 * @param both certificate and key in one, as HAProxy takes them
 */
record Certificate(Path chain, Path key, Path both) {

    static Certificate make() throws Exception {
        RequiredTools.command("openssl");
        Path directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "certificate-");
        Path chain = directory.resolve("chain.pem");
        Path key = directory.resolve("key.pem");
        Process openssl = new ProcessBuilder(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "rsa:2048",
                        "-nodes",
                        "-days",
                        "2",
                        "-subj",
                        "/CN=localhost",
                        "-addext",
                        "subjectAltName=DNS:localhost",
                        "-keyout",
                        key.toString(),
                        "-out",
                        chain.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("openssl.log").toFile())
                .start();
        assertThat(openssl.waitFor(Receiver.TIMEOUT, TimeUnit.SECONDS)).isTrue();
        assertThat(openssl.exitValue()).as("openssl, see " + directory).isZero();
        Path both = directory.resolve("both.pem");
        Files.writeString(both, Files.readString(chain) + Files.readString(key));
        return new Certificate(chain, key, both);
    }

    /** Trusts this certificate and no other. */
    SSLContext trust() throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null);
        try (InputStream pem = Files.newInputStream(chain)) {
            trusted.setCertificateEntry(
                    "localhost", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }
}
