package regain.assurance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The rows of docs/requirements.txt that a test shows, or all the tests of a class together. It is read from the class files
 * and stands in docs/assurance.md beside the row: put it on a test that would fail if the row did not hold.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.CLASS)
public @interface Requirement {
  String[] value();
}
