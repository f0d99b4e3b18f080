package pipeline.simulator.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.simulator.catalogue.random.CyclicPermutation;

class CyclicPermutationTest {
  @ParameterizedTest
  @ValueSource(ints = {ArtistAssignment.STARS, ArtistAssignment.POOL})
  void eachValueOccursOnceAndIsInvertible(int prime) {
    CyclicPermutation ring = new CyclicPermutation(42, prime);
    for (int round = 0; round < 3; round++) {
      Set<Integer> dealt = new HashSet<>();
      for (int place = 0; place < prime; place++) {
        int one = ring.permute(round, place);
        assertTrue(one >= 0 && one < prime && dealt.add(one));
        assertEquals(place, ring.invert(round, one));
      }
    }
  }
}
