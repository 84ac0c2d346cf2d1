/** Tests on a real LocalStack, with the functions' archives in Lambda. */
@NullMarked
package dev.tocsin.local.localstack;

import org.jspecify.annotations.NullMarked;
