package org.lauescope.picture;

import org.lauescope.map.Colour;

/// Colours of numbers from 0 to 1, even to the eye and readable with any kind of colour vision.
public enum ColourMap {
    /// Viridis of matplotlib (S. van der Walt, N. Smith, CC0), every eighth of its colours.
    SEQUENTIAL(
            0x440154, 0x470d60, 0x48186a, 0x482374, 0x472d7b, 0x453781, 0x424086, 0x3e4989,
            0x3b528b, 0x375b8d, 0x33638d, 0x2f6b8e, 0x2c728e, 0x297a8e, 0x26828e, 0x23898e,
            0x21918c, 0x1f988b, 0x1fa088, 0x22a785, 0x28ae80, 0x32b67a, 0x3fbc73, 0x4ec36b,
            0x5ec962, 0x70cf57, 0x84d44b, 0x98d83e, 0xaddc30, 0xc2df23, 0xd8e219, 0xece51b,
            0xfde725),

    /// From blue through almost white to red, the lightness equal on both sides.
    DIVERGING(
            0x1b4771, 0x215382, 0x275f94, 0x2c6aa5, 0x3876b3, 0x4683bf, 0x548fc9, 0x639bd3,
            0x73a6dc, 0x83b2e3, 0x94bee9, 0xa5c9ef, 0xb6d3f3, 0xc7ddf6, 0xd8e7f8, 0xe8f0f8,
            0xf7f7f7, 0xfbebe4, 0xfdddd1, 0xfdcfbd, 0xfcc0aa, 0xf9b197, 0xf4a185, 0xef9273,
            0xe88263, 0xdf7353, 0xd56444, 0xca5537, 0xbe462b, 0xaf3a21, 0x9d321e, 0x8a2b1b,
            0x782418);

    private final int[] anchors;

    ColourMap(int... anchors) {
        this.anchors = anchors;
    }

    /// 0xRRGGBB of a number, straight between the anchors; numbers beyond 0 and 1 are drawn as
    /// these.
    public int rgb(double part) {
        double position = Math.clamp(part, 0, 1) * (anchors.length - 1);
        int below = Math.min((int) position, anchors.length - 2);
        return Colour.ofRgb(anchors[below])
                .towards(Colour.ofRgb(anchors[below + 1]), position - below)
                .rgb();
    }
}
