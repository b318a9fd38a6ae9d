package regain.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.lang.module.ModuleDescriptor.Requires;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import regain.architecture.House.Room;

/** Compares a house with its plan, and says each breach in a sentence. */
record Breaches(House house, Arrows arrows) {
  private static final String OURS = "regain.";
  private static final String DEMO = "regain.demo";

  List<String> all() {
    return Stream.of(unplanned(), undeclared(), open()).flatMap(it -> it).distinct().sorted().toList();
  }

  /** Arrows of the descriptors that the plan does not permit, and modules that it does not know. */
  private Stream<String> unplanned() {
    Stream<String> strangers = house.rooms().stream()
        .map(it -> plain(it.name()))
        .filter(it -> !arrows.modules().contains(it))
        .map(it -> it + " has no row in the table");
    Stream<String> forbidden = house.rooms().stream()
        .flatMap(room -> required(room).map(it -> plain(room.name()) + " -> " + plain(it)))
        .filter(it -> !arrows.permit(it.split(" -> ", 2)[0], it.split(" -> ", 2)[1]))
        .map(it -> it + " is not permitted by the table");
    return Stream.concat(strangers, forbidden);
  }

  /** References of the class files to what the referring module does not read, or the other does not export. */
  private Stream<String> undeclared() {
    return house.classes().stream()
        .flatMap(it -> it.getDirectDependenciesFromSelf().stream())
        .flatMap(it -> breach(it).stream());
  }

  private Optional<String> breach(Dependency use) {
    JavaClass target = use.getTargetClass().getBaseComponentType();
    Optional<Room> from = house.roomOf(use.getOriginClass());
    Optional<Room> to = house.roomOf(target).filter(it -> from.filter(it::equals).isEmpty());
    if (to.isEmpty()) {
      return Optional.empty();
    }
    String sentence = use.getOriginClass().getName() + " uses " + target.getName();
    if (!to.get().shows(target.getPackageName())) {
      return Optional.of(sentence + ", which " + to.get().name() + " does not export");
    }
    boolean reads = from.map(it -> reads(it, to.get().name())).orElse(!to.get().name().equals(DEMO));
    return reads ? Optional.empty() : Optional.of(sentence + " without requiring " + to.get().name());
  }

  /** Types of internal packages that the class path at run time would show to everybody. */
  private Stream<String> open() {
    return house.classes().stream()
        .filter(it -> it.isTopLevelClass() && it.getPackageName().startsWith(OURS))
        .filter(it -> it.getPackageName().endsWith(".internal") && it.getModifiers().contains(JavaModifier.PUBLIC))
        .map(it -> it.getName() + " is internal and public");
  }

  private boolean reads(Room from, String module) {
    var seen = new TreeSet<String>();
    var toSee = required(from).collect(Collectors.toCollection(TreeSet::new));
    while (!toSee.isEmpty()) {
      String next = toSee.pollFirst();
      if (seen.add(next)) {
        house.room(next).stream().flatMap(this::passedOn).forEach(toSee::add);
      }
    }
    return seen.contains(module);
  }

  private Stream<String> passedOn(Room room) {
    return room.descriptor().requires().stream()
        .filter(it -> it.modifiers().contains(Requires.Modifier.TRANSITIVE))
        .map(Requires::name)
        .filter(it -> it.startsWith(OURS));
  }

  private static Stream<String> required(Room room) {
    return room.descriptor().requires().stream().map(Requires::name).filter(it -> it.startsWith(OURS));
  }

  private static String plain(String module) {
    return module.substring(OURS.length());
  }
}
