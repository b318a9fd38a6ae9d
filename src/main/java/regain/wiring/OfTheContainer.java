package regain.wiring;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

import jakarta.inject.Qualifier;

/**
 * Marks the entity manager that the container makes a bean by itself. It lives in transactions only; ours, which
 * {@link Database} gives to everybody, also answers a look outside one.
 */
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
public @interface OfTheContainer {}
