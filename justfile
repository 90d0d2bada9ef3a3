# The same as the Makefile, for those who have just: `just` lists the recipes.
default:
    @just --list

site *ARGS:
    @make site {{ARGS}}

serve:
    @make serve

check:
    @make check

test *ARGS:
    @make test {{ARGS}}

lint:
    @make lint

external-links:
    @make external-links

sbom:
    @make sbom

lock:
    @make lock

bench:
    @make bench

clean:
    @make clean
