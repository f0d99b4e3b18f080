package pipeline.simulator.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import pipeline.simulator.catalogue.random.RandomStream;
import pipeline.simulator.catalogue.random.SeededRandom;

/** Generates the tracks of an album. */
final class TrackGenerator {
  private static final int TRACKS_PER_DISC = 25;

  private final long seed;
  private final IdCodec ids;
  private final ArtistPool artists;
  private final LruCache<AlbumSlot, List<SimTrack>> recent = new LruCache<>(512);

  TrackGenerator(long seed, ArtistPool artists) {
    this.seed = seed;
    this.artists = artists;
    ids = new IdCodec(seed);
  }

  List<SimTrack> list(SimAlbum album) {
    return recent.get(album.slot(), slot -> generate(album));
  }

  private List<SimTrack> generate(SimAlbum album) {
    SeededRandom random = new SeededRandom(seed, RandomStream.TRACKS, album.slot().number());
    int tracksPerDisc = album.totalTracks() > 50 ? TRACKS_PER_DISC : album.totalTracks();
    List<SimTrack> tracks = new ArrayList<>();
    for (int position = 0; position < album.totalTracks(); position++) {
      tracks.add(generate(album, position, tracksPerDisc, random));
    }
    return List.copyOf(tracks);
  }

  private SimTrack generate(SimAlbum album, int position, int tracksPerDisc, SeededRandom random) {
    int lead = album.artists().get(0).number();
    WritingSystem script = random.chance(900) ? artists.script(lead) : WritingSystem.pick(random);
    return new SimTrack(
        ids.track(album.slot(), position),
        album.slot(),
        position / tracksPerDisc + 1,
        position % tracksPerDisc + 1,
        NameGenerator.title(script, random),
        random.chance(20) ? random.nextBetween(4_000, 40_000) : random.nextBetween(95_000, 420_000),
        album.explicit() && random.chance(500),
        isrc(album, random),
        artists(album, random));
  }

  private List<SimArtist> artists(SimAlbum album, SeededRandom random) {
    if (album.type().equals("compilation")) {
      return List.of(artists.get(random.nextBelow(ArtistAssignment.POOL)));
    }
    Set<Integer> numbers = new LinkedHashSet<>();
    album.artists().forEach(artist -> numbers.add(artist.number()));
    for (int guests = random.chance(250) ? random.nextBetween(1, 3) : 0; guests > 0; guests--) {
      numbers.add(random.nextBelow(ArtistAssignment.STARS));
    }
    return artists.list(numbers);
  }

  private static String isrc(SimAlbum album, SeededRandom random) {
    int year = album.slot().date().getYear() % 100;
    return String.format("QZSIM%02d%05d", year, random.nextBelow(100_000));
  }
}
