package pipeline.simulator;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import pipeline.simulator.catalogue.Catalogue;
import pipeline.simulator.catalogue.Performer;
import pipeline.simulator.catalogue.Release;

/** The albums of an artist, by groups. */
final class ArtistAlbums {
  private static final List<String> GROUPS =
      List.of("album", "single", "compilation", "appears_on");

  private final Catalogue catalogue;
  private final AppKind app;

  ArtistAlbums(Catalogue catalogue, AppKind app) {
    this.catalogue = catalogue;
    this.app = app;
  }

  JsonObject answer(
      Request request,
      Map<String, String> parameters,
      Performer performer,
      Render render,
      LocalDate today) {
    Window window = Window.of(parameters, app.searchLimit(), app.searchDefault());
    String groups = parameters.getOrDefault("include_groups", String.join(",", GROUPS));
    Map<String, String> repeated = Map.of("include_groups", groups);
    return Paging.of(request, repeated)
        .page(entries(performer, groups(groups), today), window, entry -> entry.json(render, app));
  }

  private static Set<String> groups(String text) {
    Set<String> groups = Set.copyOf(List.of(text.split(",", -1)));
    if (!GROUPS.containsAll(groups)) {
      throw Refusal.badRequest("Invalid include_groups");
    }
    return groups;
  }

  private List<Entry> entries(Performer performer, Set<String> groups, LocalDate today) {
    List<Entry> entries = new ArrayList<>();
    for (var slot : catalogue.albumsOf(performer, today)) {
      Release release = catalogue.release(slot);
      String group = release.type().equals("ep") ? "single" : release.type();
      if (groups.contains(group)) {
        entries.add(new Entry(release, group));
      }
    }
    if (groups.contains("appears_on")) {
      for (var slot : catalogue.appearancesOf(performer, today)) {
        entries.add(new Entry(catalogue.release(slot), "appears_on"));
      }
    }
    return entries;
  }

  private record Entry(Release release, String group) {
    JsonElement json(Render render, AppKind app) {
      JsonObject album = render.album(release);
      if (app == AppKind.EXTENDED) {
        album.addProperty("album_group", group);
      }
      return album;
    }
  }
}
