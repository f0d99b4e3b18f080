package pipeline.simulator.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Makes the tracks of an album. */
final class Recordings {
  private static final int TRACKS_A_DISC = 25;

  private final long seed;
  private final Ids ids;
  private final Performers performers;
  private final Lru<Slot, List<Recording>> recent = new Lru<>(512);

  Recordings(long seed, Performers performers) {
    this.seed = seed;
    this.performers = performers;
    ids = new Ids(seed);
  }

  List<Recording> of(Release release) {
    return recent.get(release.slot(), slot -> make(release));
  }

  private List<Recording> make(Release release) {
    Dice dice = new Dice(seed, Aspect.RECORDINGS, release.slot().number());
    int onDisc = release.totalTracks() > 50 ? TRACKS_A_DISC : release.totalTracks();
    List<Recording> tracks = new ArrayList<>();
    for (int position = 0; position < release.totalTracks(); position++) {
      tracks.add(make(release, position, onDisc, dice));
    }
    return List.copyOf(tracks);
  }

  private Recording make(Release release, int position, int onDisc, Dice dice) {
    int lead = release.performers().get(0).number();
    Script script = dice.chance(900) ? performers.script(lead) : Script.pick(dice);
    return new Recording(
        ids.track(release.slot(), position),
        position,
        position / onDisc + 1,
        position % onDisc + 1,
        Names.title(script, dice),
        dice.chance(20) ? dice.between(4_000, 40_000) : dice.between(95_000, 420_000),
        release.explicit() && dice.chance(500),
        isrc(release, dice),
        performers(release, dice));
  }

  private List<Performer> performers(Release release, Dice dice) {
    if (release.type().equals("compilation")) {
      return List.of(performers.get(dice.below(Cast.POOL)));
    }
    Set<Integer> numbers = new LinkedHashSet<>();
    release.performers().forEach(performer -> numbers.add(performer.number()));
    for (int guests = dice.chance(250) ? dice.between(1, 3) : 0; guests > 0; guests--) {
      numbers.add(dice.below(Cast.STARS));
    }
    return performers.all(numbers);
  }

  private static String isrc(Release release, Dice dice) {
    int year = release.slot().date().getYear() % 100;
    return String.format("QZSIM%02d%05d", year, dice.below(100_000));
  }
}
