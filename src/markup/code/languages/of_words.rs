//! All other languages.

use super::{BASE, Language, Shape};

pub(super) static LANGUAGES: [Language; 17] = [
    Language {
        names: &["python", "py", "python3", "pycon", "ipython", "starlark", "bzl"],
        comments: &["#"],
        quotes: &["\"\"\"", "'''", "\"", "'"],
        keywords: "and as assert async await break case class continue def del elif else except False \
                   finally for from global if import in is lambda match None nonlocal not or pass \
                   raise return self True try while with yield",
        ..BASE
    },
    Language {
        names: &["ruby", "rb", "erb", "crystal", "elixir", "ex", "exs", "iex"],
        comments: &["#"],
        quotes: &["\"\"\"", "\"", "'"],
        keywords: "alias and begin break case catch class cond def defined defmodule defp do else \
                   elsif end ensure extend false fn for if import in include lambda loop module next \
                   nil not or private proc protected public raise receive redo require rescue retry \
                   return self super then true try undef unless until use when while with yield",
        ..BASE
    },
    Language {
        names: &[
            "bash",
            "sh",
            "shell",
            "zsh",
            "fish",
            "ksh",
            "console",
            "shell-session",
            "shellscript",
            "terminal",
            "powershell",
            "ps1",
            "pwsh",
            "bat",
        ],
        comments: &["#"],
        keywords: "alias break case continue do done echo elif else end esac eval exec exit export fi \
                   for foreach function if in local param readonly return select set shift source \
                   sudo switch test then time trap unset until while",
        ..BASE
    },
    Language {
        names: &["sql", "mysql", "postgres", "postgresql", "plpgsql", "sqlite", "tsql"],
        comments: &["--"],
        blocks: &[("/*", "*/")],
        any_case: true,
        keywords: "add all alter and any as asc begin between by cascade case cast check column commit \
                   constraint create cross database default delete desc distinct drop else end exists \
                   explain false foreign from full function grant group having if in index inner \
                   insert into is join key left like limit not null offset on or order outer over \
                   partition primary references replace returning right rollback select set table then \
                   trigger true truncate union unique update using values view when where with",
        ..BASE
    },
    Language {
        names: &[
            "html",
            "htm",
            "xhtml",
            "xml",
            "svg",
            "xsl",
            "xslt",
            "rss",
            "atom",
            "plist",
            "markup",
            "handlebars",
            "liquid",
            "django",
            "jinja",
        ],
        shape: Shape::Tags,
        blocks: &[("<!--", "-->")],
        ..BASE
    },
    Language {
        names: &[
            "yaml",
            "yml",
            "toml",
            "ini",
            "cfg",
            "conf",
            "properties",
            "env",
            "dotenv",
            "editorconfig",
            "nginx",
            "systemd",
            "desktop",
            "hcl",
            "terraform",
            "tf",
        ],
        shape: Shape::Keys,
        comments: &["#", ";"],
        keywords: "true false null yes no on off",
        ..BASE
    },
    Language { names: &["diff", "patch", "udiff"], shape: Shape::Changes, ..BASE },
    Language {
        names: &["haskell", "hs", "elm", "purescript", "idris", "agda", "lean"],
        comments: &["--"],
        blocks: &[("{-", "-}")],
        has_characters: true,
        keywords: "case class data deriving do else forall if import in infix infixl infixr instance \
                   let module newtype of qualified then type where",
        ..BASE
    },
    Language {
        names: &["ocaml", "ml", "fsharp", "f#", "fs", "sml", "reason", "coq"],
        comments: &["//"],
        blocks: &[("(*", "*)")],
        has_characters: true,
        keywords: "and as assert begin class do done downto else end exception false for fun function \
                   functor if in include inherit let match member method module mutable namespace new \
                   object of open or override private rec sig struct then to true try type use val \
                   when while with yield",
        ..BASE
    },
    Language {
        names: &[
            "lisp",
            "clojure",
            "clj",
            "cljs",
            "scheme",
            "racket",
            "elisp",
            "emacs-lisp",
            "common-lisp",
            "fennel",
            "janet",
        ],
        comments: &[";"],
        quotes: &["\""],
        keywords: "and begin case cond def defmacro defmethod defn defun defvar define do else false \
                   fn for if lambda let letrec loop nil not ns or progn quote recur require set setq \
                   true unless when while",
        ..BASE
    },
    Language {
        names: &["lua", "luau", "moonscript"],
        comments: &["--"],
        blocks: &[("--[[", "]]")],
        keywords: "and break do else elseif end false for function goto if in local nil not or repeat \
                   return self then true until while",
        ..BASE
    },
    Language {
        names: &["perl", "pl", "raku", "r", "julia", "jl", "awk", "tcl", "nim"],
        comments: &["#"],
        keywords: "abstract and as begin break const continue do else elseif elsif elif end export \
                   false FALSE for foreach func function if import in last let local macro module mut \
                   my next nil not nothing NULL of or our package print proc quote redo repeat require \
                   return set struct sub then true TRUE type unless until use using var when while",
        ..BASE
    },
    Language {
        names: &["dockerfile", "docker", "containerfile"],
        comments: &["#"],
        keywords: "ADD ARG AS CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD \
                   RUN SHELL STOPSIGNAL USER VOLUME WORKDIR",
        ..BASE
    },
    Language {
        names: &["make", "makefile", "mk", "cmake", "just", "justfile", "meson"],
        comments: &["#"],
        keywords: "define else elseif endef endforeach endfunction endif endmacro export foreach \
                   function if ifdef ifeq ifndef ifneq include macro message project set",
        ..BASE
    },
    Language {
        names: &["vim", "viml", "vimscript"],
        comments: &["\""],
        quotes: &["'"],
        keywords: "augroup autocmd call command else elseif endfor endfunction endif endwhile execute \
                   for function if in inoremap let map nmap nnoremap noremap return set setlocal \
                   syntax vnoremap while",
        ..BASE
    },
    Language {
        names: &["nix"],
        comments: &["#"],
        blocks: &[("/*", "*/")],
        quotes: &["''", "\""],
        keywords: "assert builtins else false if import in inherit let null or rec then true with",
        ..BASE
    },
    Language {
        names: &["erlang", "erl", "tex", "latex", "matlab", "octave", "prolog"],
        comments: &["%"],
        quotes: &["\""],
        keywords: "after begin break case catch clear continue do else elseif end fun for function if \
                   of otherwise persistent receive return switch try when while",
        ..BASE
    },
];
