package org.lauescope.viewer;

import java.net.Inet6Address;
import java.net.InetAddress;

/// Internet addresses as they are written.
final class Addresses {

    private Addresses() {}

    /// As the host of a URL: version 6 in brackets, without a zone.
    static String inUrl(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        String plain = zone < 0 ? text : text.substring(0, zone);
        return address instanceof Inet6Address ? "[" + plain + "]" : plain;
    }
}
