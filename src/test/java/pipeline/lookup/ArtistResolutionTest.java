package pipeline.lookup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.model.Artist;
import pipeline.simulator.Simulator;
import pipeline.simulator.options.Fault;
import pipeline.simulator.options.SimulatorConfig;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.api.StateStore;
import pipeline.spotify.client.FakeClients;
import pipeline.spotify.client.SpotifyClient;

class ArtistResolutionTest {
  private static final Artist TRIBUTE = new Artist("id1", "Björk Tribute", null);
  private static final Artist BJORK = new Artist("id2", "Björk", null);
  private static final Artist OTHER = new Artist("id3", "BJÖRK", null);
  private static final Artist NAMELESS = new Artist("id4", null, null);

  @ParameterizedTest
  @ValueSource(strings = {"Björk", "björk", "BJÖRK", " Björk ", "Bjo\u0308rk"})
  void artistIsFoundByNameInAnySpelling(String name) {
    ArtistResolution choice =
        ArtistResolution.findAmong(name, List.of(NAMELESS, TRIBUTE, BJORK)).orElseThrow();
    assertEquals(BJORK, choice.artist());
    assertNull(choice.warning());
  }

  @Test
  void warningNamesOtherArtistsWithTheName() {
    ArtistResolution choice =
        ArtistResolution.findAmong("Björk", List.of(TRIBUTE, BJORK, OTHER)).orElseThrow();
    assertEquals(BJORK, choice.artist());
    assertEquals(
        "2 artists are called Björk; to choose another one, give its id: id3", choice.warning());
  }

  @Test
  void firstArtistIsUsedIfNoNameMatches() {
    ArtistResolution choice =
        ArtistResolution.findAmong("Bjork", List.of(TRIBUTE, BJORK)).orElseThrow();
    assertEquals(TRIBUTE, choice.artist());
    assertEquals(
        "no artist has the exact name 'Bjork'; this is the closest match", choice.warning());
  }

  @ParameterizedTest
  @CsvSource({"not-bearer, BAD_CREDENTIALS", "400, BAD_REQUEST", "not-approved, ACCOUNT"})
  void refusedRequestIsNotAnUnknownArtist(String fault, SpotifyErrorKind kind) {
    SimulatorConfig faulty = SimulatorConfig.DEFAULTS.withFaults(List.of(Fault.parse(fault)));
    ArtistReference artist = ArtistReference.parse("0000000000000000000000");
    try (Simulator simulator = Simulator.start(faulty, 0, Clock.systemUTC());
        SpotifyClient client =
            SpotifyClient.open(
                FakeClients.forServer(simulator.apiUrl(), simulator.accountsUrl(), "i", "s", 0),
                StateStore.inMemory(),
                Clock.systemUTC(),
                new Random(1))) {
      SpotifyException refusal =
          assertThrows(SpotifyException.class, () -> ArtistResolution.find(artist, client, null));
      assertEquals(kind, refusal.kind());
    }
  }

  @Test
  void noResultGivesNoArtist() {
    assertEquals(Optional.empty(), ArtistResolution.findAmong("Björk", List.of()));
  }
}
