package pipeline.simulator.catalogue;

import java.util.List;

/**
 * An album without its tracks.
 *
 * @param date the release date with the given precision, such as "2024" or "2024-01"; rarely "0000"
 * @param precision the precision of the date: year, month or day
 * @param popularity the popularity, from 0 to 100
 * @param image the last 24 hexadecimal digits of the addresses of its images
 */
public record SimAlbum(
    AlbumSlot slot,
    String id,
    String name,
    String type,
    String date,
    String precision,
    int totalTracks,
    boolean explicit,
    String label,
    String upc,
    int popularity,
    String image,
    List<SimArtist> artists) {
  public SimAlbum {
    artists = List.copyOf(artists);
  }
}
