package pipeline.simulator.catalogue;

import java.util.List;

/**
 * An album without its tracks.
 *
 * @param date "2024", "2024-01" or "2024-01-31" as the precision says; "0000" as a rarity
 * @param precision year, month or day
 * @param popularity 0 to 100
 * @param image 24 hex digits that its cover's addresses end in
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
    List<SimArtist> performers) {
  public SimAlbum {
    performers = List.copyOf(performers);
  }
}
