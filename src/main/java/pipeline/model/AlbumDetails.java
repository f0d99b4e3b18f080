package pipeline.model;

import org.jspecify.annotations.Nullable;

/**
 * The facts that only the full form of an album contains, not its form in listings.
 *
 * @param upc the UPC, which is the bar code of the album
 * @param label the label; null for an app in Development Mode
 * @param copyrightC the copyright notices for the work (type C), joined with "; "
 * @param copyrightP the copyright notices for the recording (type P), joined with "; "
 */
public record AlbumDetails(
    @Nullable String upc,
    @Nullable String label,
    @Nullable String copyrightC,
    @Nullable String copyrightP) {
  public static final AlbumDetails NONE = new AlbumDetails(null, null, null, null);
}
