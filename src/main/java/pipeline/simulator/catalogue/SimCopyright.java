package pipeline.simulator.catalogue;

/**
 * A copyright notice of an album.
 *
 * @param type C for the copyright, P for the performance copyright
 */
public record SimCopyright(String text, String type) {}
