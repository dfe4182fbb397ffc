package org.lighterage.scenarios.app;

import java.util.ArrayList;
import java.util.List;

/** What is sent as JSON. */
public class Order {

    public int number;
    public List<String> goods = new ArrayList<>();

    /** An order of so many goods, each with characters of one to four bytes. */
    public static Order of(int number, int goods) {
        Order order = new Order();
        order.number = number;
        for (int i = 0; i < goods; i++) {
            order.goods.add(i + " aé€😀");
        }
        return order;
    }
}
