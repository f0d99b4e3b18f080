package pipeline.simulator.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import pipeline.simulator.catalogue.random.RandomStream;
import pipeline.simulator.catalogue.random.SeededRandom;

/** Makes the tracks of an album. */
final class TrackGenerator {
  private static final int TRACKS_PER_DISC = 25;

  private final long seed;
  private final IdCodec ids;
  private final ArtistPool performers;
  private final LruCache<AlbumSlot, List<SimTrack>> recent = new LruCache<>(512);

  TrackGenerator(long seed, ArtistPool performers) {
    this.seed = seed;
    this.performers = performers;
    ids = new IdCodec(seed);
  }

  List<SimTrack> list(SimAlbum release) {
    return recent.get(release.slot(), slot -> generate(release));
  }

  private List<SimTrack> generate(SimAlbum release) {
    SeededRandom random = new SeededRandom(seed, RandomStream.RECORDINGS, release.slot().number());
    int tracksPerDisc = release.totalTracks() > 50 ? TRACKS_PER_DISC : release.totalTracks();
    List<SimTrack> tracks = new ArrayList<>();
    for (int position = 0; position < release.totalTracks(); position++) {
      tracks.add(generate(release, position, tracksPerDisc, random));
    }
    return List.copyOf(tracks);
  }

  private SimTrack generate(
      SimAlbum release, int position, int tracksPerDisc, SeededRandom random) {
    int lead = release.performers().get(0).number();
    WritingSystem script =
        random.chance(900) ? performers.script(lead) : WritingSystem.pick(random);
    return new SimTrack(
        ids.track(release.slot(), position),
        position,
        position / tracksPerDisc + 1,
        position % tracksPerDisc + 1,
        NameGenerator.title(script, random),
        random.chance(20) ? random.nextBetween(4_000, 40_000) : random.nextBetween(95_000, 420_000),
        release.explicit() && random.chance(500),
        isrc(release, random),
        performers(release, random));
  }

  private List<SimArtist> performers(SimAlbum release, SeededRandom random) {
    if (release.type().equals("compilation")) {
      return List.of(performers.get(random.nextBelow(ArtistAssignment.POOL)));
    }
    Set<Integer> numbers = new LinkedHashSet<>();
    release.performers().forEach(performer -> numbers.add(performer.number()));
    for (int guests = random.chance(250) ? random.nextBetween(1, 3) : 0; guests > 0; guests--) {
      numbers.add(random.nextBelow(ArtistAssignment.STARS));
    }
    return performers.list(numbers);
  }

  private static String isrc(SimAlbum release, SeededRandom random) {
    int year = release.slot().date().getYear() % 100;
    return String.format("QZSIM%02d%05d", year, random.nextBelow(100_000));
  }
}
