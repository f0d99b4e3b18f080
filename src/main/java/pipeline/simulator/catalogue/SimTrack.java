package pipeline.simulator.catalogue;

import java.util.List;

/**
 * A track.
 *
 * @param position 0-based place in the album
 * @param disc from 1
 * @param number from 1 on each disc
 */
public record SimTrack(
    String id,
    int position,
    int disc,
    int number,
    String name,
    int durationMs,
    boolean explicit,
    String isrc,
    List<SimArtist> performers) {
  public SimTrack {
    performers = List.copyOf(performers);
  }
}
