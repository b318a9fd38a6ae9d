/**
 * The pages. A request passes the {@link regain.web.Gate}, then the {@link regain.web.Doors}; a resource returns a page, a
 * value whose type carries {@code @Named} with the name of its template, and the {@link regain.web.PageWriter} writes it.
 */
@org.jspecify.annotations.NullMarked
package regain.web;
