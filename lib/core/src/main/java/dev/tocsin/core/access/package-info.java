/** Who may do what: roles, who has them, and the credentials by which they are known. */
@NullMarked
package dev.tocsin.core.access;

import org.jspecify.annotations.NullMarked;
