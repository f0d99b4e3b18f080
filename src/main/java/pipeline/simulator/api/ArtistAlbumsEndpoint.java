package pipeline.simulator.api;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import pipeline.simulator.catalogue.Catalogue;
import pipeline.simulator.catalogue.SimAlbum;
import pipeline.simulator.catalogue.SimArtist;
import pipeline.simulator.http.HttpErrorException;
import pipeline.simulator.http.SimRequest;
import pipeline.simulator.options.QuotaMode;

/** The albums of an artist, by groups. */
final class ArtistAlbumsEndpoint {
  private static final List<String> GROUPS =
      List.of("album", "single", "compilation", "appears_on");

  private final Catalogue catalogue;
  private final QuotaMode app;

  ArtistAlbumsEndpoint(Catalogue catalogue, QuotaMode app) {
    this.catalogue = catalogue;
    this.app = app;
  }

  JsonObject answer(
      SimRequest request,
      Map<String, String> parameters,
      SimArtist performer,
      JsonRenderer render,
      LocalDate today) {
    PageRequest window = PageRequest.parse(parameters, app.searchLimit(), app.searchDefault());
    String groups = parameters.getOrDefault("include_groups", String.join(",", GROUPS));
    Map<String, String> linkParameters = Map.of("include_groups", groups);
    return PageRenderer.from(request, linkParameters)
        .page(entries(performer, groups(groups), today), window, entry -> entry.json(render, app));
  }

  private static Set<String> groups(String text) {
    Set<String> groups = Set.copyOf(List.of(text.split(",", -1)));
    if (!GROUPS.containsAll(groups)) {
      throw HttpErrorException.badRequest("Invalid include_groups");
    }
    return groups;
  }

  private List<GroupedAlbum> entries(SimArtist performer, Set<String> groups, LocalDate today) {
    List<GroupedAlbum> entries = new ArrayList<>();
    for (var slot : catalogue.albumsOf(performer, today)) {
      SimAlbum release = catalogue.release(slot);
      String group = release.type().equals("ep") ? "single" : release.type();
      if (groups.contains(group)) {
        entries.add(new GroupedAlbum(release, group));
      }
    }
    if (groups.contains("appears_on")) {
      for (var slot : catalogue.appearancesOf(performer, today)) {
        entries.add(new GroupedAlbum(catalogue.release(slot), "appears_on"));
      }
    }
    return entries;
  }

  private record GroupedAlbum(SimAlbum release, String group) {
    JsonElement json(JsonRenderer render, QuotaMode app) {
      JsonObject album = render.album(release);
      if (app == QuotaMode.EXTENDED) {
        album.addProperty("album_group", group);
      }
      return album;
    }
  }
}
