package pipeline.simulator.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import pipeline.simulator.catalogue.random.RandomStream;
import pipeline.simulator.catalogue.random.SeededRandom;

/** Makes the tracks of an album. */
final class TrackGenerator {
  private static final int TRACKS_A_DISC = 25;

  private final long seed;
  private final IdCodec ids;
  private final ArtistPool performers;
  private final LruCache<AlbumSlot, List<SimTrack>> recent = new LruCache<>(512);

  TrackGenerator(long seed, ArtistPool performers) {
    this.seed = seed;
    this.performers = performers;
    ids = new IdCodec(seed);
  }

  List<SimTrack> of(SimAlbum release) {
    return recent.get(release.slot(), slot -> make(release));
  }

  private List<SimTrack> make(SimAlbum release) {
    SeededRandom dice = new SeededRandom(seed, RandomStream.RECORDINGS, release.slot().number());
    int onDisc = release.totalTracks() > 50 ? TRACKS_A_DISC : release.totalTracks();
    List<SimTrack> tracks = new ArrayList<>();
    for (int position = 0; position < release.totalTracks(); position++) {
      tracks.add(make(release, position, onDisc, dice));
    }
    return List.copyOf(tracks);
  }

  private SimTrack make(SimAlbum release, int position, int onDisc, SeededRandom dice) {
    int lead = release.performers().get(0).number();
    WritingSystem script = dice.chance(900) ? performers.script(lead) : WritingSystem.pick(dice);
    return new SimTrack(
        ids.track(release.slot(), position),
        position,
        position / onDisc + 1,
        position % onDisc + 1,
        NameGenerator.title(script, dice),
        dice.chance(20) ? dice.between(4_000, 40_000) : dice.between(95_000, 420_000),
        release.explicit() && dice.chance(500),
        isrc(release, dice),
        performers(release, dice));
  }

  private List<SimArtist> performers(SimAlbum release, SeededRandom dice) {
    if (release.type().equals("compilation")) {
      return List.of(performers.get(dice.below(ArtistAssignment.POOL)));
    }
    Set<Integer> numbers = new LinkedHashSet<>();
    release.performers().forEach(performer -> numbers.add(performer.number()));
    for (int guests = dice.chance(250) ? dice.between(1, 3) : 0; guests > 0; guests--) {
      numbers.add(dice.below(ArtistAssignment.STARS));
    }
    return performers.all(numbers);
  }

  private static String isrc(SimAlbum release, SeededRandom dice) {
    int year = release.slot().date().getYear() % 100;
    return String.format("QZSIM%02d%05d", year, dice.below(100_000));
  }
}
