package org.lauescope.viewer;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.List;

/// Internet addresses as they are written.
final class Addresses {

    private Addresses() {}

    /// Those by which other computers find this one, version 4 first.
    static List<InetAddress> ofThisComputer() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .sorted(Comparator.comparing(address -> address instanceof Inet6Address))
                .toList();
    }

    /// As the host of a URL: version 6 in brackets, without a zone.
    static String inUrl(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        String plain = zone < 0 ? text : text.substring(0, zone);
        return address instanceof Inet6Address ? "[" + plain + "]" : plain;
    }
}
