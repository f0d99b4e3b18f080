package pipeline.simulator.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An album without its tracks.
 *
 * @param date the release date with the given precision, such as "2024" or "2024-01"; rarely "0000"
 * @param precision the precision of the date: year, month or day
 * @param upc the universal product code, 13 digits; null if the album has none
 * @param copyrights the copyright notices, in the order of the response
 * @param popularity the popularity, from 0 to 100
 * @param image the last 24 hexadecimal digits of the addresses of its images; empty if it has none
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
    @Nullable String upc,
    List<SimCopyright> copyrights,
    int popularity,
    String image,
    List<SimArtist> artists) {
  public SimAlbum {
    copyrights = List.copyOf(copyrights);
    artists = List.copyOf(artists);
  }
}
