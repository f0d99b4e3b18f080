package pipeline.simulator.catalogue;

import java.util.List;

/**
 * A track of an album.
 *
 * @param slot the slot of the album
 * @param disc the number of the disc, from 1
 * @param number the number of the track on the disc, from 1
 */
public record SimTrack(
    String id,
    AlbumSlot slot,
    int disc,
    int number,
    String name,
    int durationMs,
    boolean explicit,
    String isrc,
    List<SimArtist> artists) {
  public SimTrack {
    artists = List.copyOf(artists);
  }

  SimTrack withId(String value) {
    return new SimTrack(value, slot, disc, number, name, durationMs, explicit, isrc, artists);
  }
}
