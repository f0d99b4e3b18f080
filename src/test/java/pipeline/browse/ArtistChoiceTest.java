package pipeline.browse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.model.Artist;

class ArtistChoiceTest {
  private static final Artist TRIBUTE = new Artist("id1", "Björk Tribute", null);
  private static final Artist BJORK = new Artist("id2", "Björk", null);
  private static final Artist OTHER = new Artist("id3", "BJÖRK", null);
  private static final Artist NAMELESS = new Artist("id4", null, null);

  @ParameterizedTest
  @ValueSource(strings = {"Björk", "björk", "BJÖRK", " Björk ", "Bjo\u0308rk"})
  void isTheOneOfThisVeryNameHoweverWritten(String name) {
    ArtistChoice choice = ArtistChoice.among(name, List.of(NAMELESS, TRIBUTE, BJORK)).orElseThrow();
    assertEquals(BJORK, choice.artist());
    assertNull(choice.doubt());
  }

  @Test
  void namesTheOthersOfTheSameName() {
    ArtistChoice choice = ArtistChoice.among("Björk", List.of(TRIBUTE, BJORK, OTHER)).orElseThrow();
    assertEquals(BJORK, choice.artist());
    assertEquals("2 artists are called Björk; the others are id3", choice.doubt());
  }

  @Test
  void isTheFirstWhereNobodyIsCalledSo() {
    ArtistChoice choice = ArtistChoice.among("Bjork", List.of(TRIBUTE, BJORK)).orElseThrow();
    assertEquals(TRIBUTE, choice.artist());
    assertEquals("nobody found is called exactly 'Bjork'; this is the nearest", choice.doubt());
  }

  @Test
  void isNobodyWhereNobodyIsFound() {
    assertEquals(Optional.empty(), ArtistChoice.among("Björk", List.of()));
  }
}
