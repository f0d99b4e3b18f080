package pipeline.simulator.api;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import pipeline.simulator.catalogue.Catalogue;
import pipeline.simulator.catalogue.SimAlbum;
import pipeline.simulator.catalogue.SimArtist;
import pipeline.simulator.http.HttpErrorException;
import pipeline.simulator.options.QuotaMode;

/** The endpoint that lists the albums of an artist in the requested groups. */
final class ArtistAlbumsEndpoint {
  private static final List<String> GROUPS =
      List.of("album", "single", "compilation", "appears_on");

  private final Catalogue catalogue;
  private final QuotaMode app;

  ArtistAlbumsEndpoint(Catalogue catalogue, QuotaMode app) {
    this.catalogue = catalogue;
    this.app = app;
  }

  JsonObject answer(ApiCall call, SimArtist artist) {
    PageRequest page = PageRequest.parse(call.parameters(), app.searchLimit(), app.searchDefault());
    String include = call.parameters().getOrDefault("include_groups", String.join(",", GROUPS));
    Set<String> groups = Set.copyOf(List.of(include.split(",", -1)));
    if (!GROUPS.containsAll(groups)) {
      throw HttpErrorException.badRequest("Invalid include_groups");
    }
    return PageRenderer.from(call, Map.of("include_groups", include))
        .page(entries(call, artist, groups), page, entry -> render(entry, call.renderer()));
  }

  private List<GroupedAlbum> entries(ApiCall call, SimArtist artist, Set<String> groups) {
    List<GroupedAlbum> entries = new ArrayList<>();
    for (var slot : catalogue.albumsOf(artist, call.today())) {
      SimAlbum album = catalogue.album(slot);
      String group = album.type().equals("ep") ? "single" : album.type();
      if (groups.contains(group)) {
        entries.add(new GroupedAlbum(album, group));
      }
    }
    if (groups.contains("appears_on")) {
      for (var slot : catalogue.appearancesOf(artist, call.today())) {
        entries.add(new GroupedAlbum(catalogue.album(slot), "appears_on"));
      }
    }
    return entries;
  }

  private JsonObject render(GroupedAlbum entry, JsonRenderer renderer) {
    JsonObject album = renderer.album(entry.album());
    if (app == QuotaMode.EXTENDED) {
      album.addProperty("album_group", entry.group());
    }
    return album;
  }

  private record GroupedAlbum(SimAlbum album, String group) {}
}
