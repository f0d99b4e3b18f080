package pipeline.simulator.catalogue;

import java.util.List;
import pipeline.simulator.catalogue.random.SeededRandom;

/** The writing systems of names. Each has its own list of words for names. */
enum WritingSystem {
  LATIN(
      570,
      "Silver|Night|River|Golden|Paper|Heart|Echo|Velvet|Summer|Broken|Mirror|Ocean|Wild|Electric|"
          + "Garden|Jonah|Clara|Iris|Marlow|Quinn|Xavier|Yara|Zola|Ursa|Vesper|Winter|Kings|Lantern|"
          + "Apollo|Bloom|Dust|Fever|Hollow|Ivory|Juniper|Lullaby|Nova|Orchid|Phantom|Queen|Thunder|"
          + "Under|Atlas|Cinder|Delta|Ember|1999|24|7th|808"),
  DIACRITICS(
      150,
      "Ánxel|Björk|Çiçek|Dvořák|Élise|Føroyar|Größe|Håkon|Île|João|Kraków|Łódź|Mañana|Núñez|Øyvind|"
          + "Pão|Québec|Rêve|Siân|Śnieg|Tañón|Über|Václav|Wörld|Zoë|Žižek|Ağustos|Ñandú|Ốc|Việt"),
  CYRILLIC(
      60,
      "Ночь|Река|Молния|Зима|Любовь|Анна|Борис|Вера|Город|Дом|Ёлка|Жизнь|Звезда|Їжак|Країна|Љубав|"
          + "Мир|Небо|Огонь|Поезд|Сердце|Тишина"),
  JAPANESE(40, "夜|東京|桜|心|雨の日|青い鳥|ひかり|さよなら|ミライ|ギター|ラジオ|月光|花火|海|風|約束"),
  CHINESE(30, "月亮|北京|愛情|故事|雨|春天|夢|長城|音樂|星空|江南|時光|朋友|遠方|簡單|回家"),
  KOREAN(30, "사랑|서울|바다|하늘|봄날|밤|별|노래|꿈|안녕|기억|시간|여름|비밀|우리|마음"),
  ARABIC(40, "ليل|حب|قمر|نجمة|بحر|سلام|وردة|القاهرة|صوت|قلب|شمس|حلم|غناء|طريق"),
  HEBREW(30, "לילה|אהבה|ירח|כוכב|ים|שלום|תל אביב|קול|לב|שמש|חלום|דרך"),
  THAI(20, "รัก|กรุงเทพ|ดวงดาว|ทะเล|ฝน|หัวใจ|คืนนี้|เพลง|ความฝัน|เธอ"),
  DEVANAGARI(20, "रात|प्यार|चाँद|तारा|सागर|दिल|सपना|गीत|मुंबई|बारिश|ज़िन्दगी"),
  EMOJI(10, "🌙|🔥|💔|🎸|👩‍🚀|🏳️‍🌈|✨|🌊|🖤|🎉");

  /** How many of every thousand names use this writing system. */
  private final int share;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
  private final List<String> words;

  WritingSystem(int share, String words) {
    this.share = share;
    this.words = List.of(words.split("\\|", -1));
  }

  String word(SeededRandom random) {
    return random.pick(words);
  }

  static WritingSystem pick(SeededRandom random) {
    int roll = random.nextBelow(1000);
    for (WritingSystem script : values()) {
      roll -= script.share;
      if (roll < 0) {
        return script;
      }
    }
    return LATIN;
  }
}
