//! Languages whose comments are those of C.

use super::{BASE, Language, Shape};

const C_LIKE: Language = Language { comments: &["//"], blocks: &[("/*", "*/")], ..BASE };

pub(super) static LANGUAGES: [Language; 9] = [
    Language {
        names: &["rust", "rs"],
        has_characters: true,
        keywords: "as async await break const continue crate dyn else enum extern false fn for if \
                   impl in let loop match mod move mut pub ref return self Self static struct super \
                   trait true type union unsafe use where while",
        ..C_LIKE
    },
    Language {
        names: &["go", "golang"],
        quotes: &["\"", "`", "'"],
        has_characters: true,
        keywords: "break case chan const continue default defer else fallthrough false for func go \
                   goto if import interface iota map nil package range return select struct switch \
                   true type var",
        ..C_LIKE
    },
    Language {
        names: &["c", "h", "cpp", "c++", "cc", "cxx", "hpp", "objc", "objective-c", "cuda", "glsl"],
        has_characters: true,
        keywords: "#define #else #endif #if #ifdef #ifndef #include alignas alignof auto bool break \
                   case catch char class concept const constexpr continue decltype default delete do \
                   double else enum explicit export extern false final float for friend goto if \
                   inline int long mutable namespace new noexcept nullptr operator override private \
                   protected public register requires return short signed sizeof static static_cast \
                   struct switch template this throw true try typedef typename union unsigned using \
                   virtual void volatile while NULL",
        ..C_LIKE
    },
    Language {
        names: &[
            "java", "kotlin", "kt", "scala", "groovy", "gradle", "csharp", "c#", "cs", "dart",
            "swift", "solidity", "proto", "protobuf", "thrift",
        ],
        quotes: &["\"\"\"", "\"", "'"],
        keywords: "abstract as assert async await base boolean bool break byte case catch char class \
                   const continue data def default defer do double else enum export extends extension \
                   false final finally float for foreach fun func guard if implements implicit import \
                   in init inout instanceof int interface internal is lateinit lazy let long match \
                   message mixin namespace native new nil null object open operator out override \
                   package private protected protocol public readonly record rethrow return sealed \
                   self service short static string struct super suspend switch synchronized this \
                   throw throws trait true try type typealias using val var virtual void volatile \
                   when where while with yield",
        ..C_LIKE
    },
    Language {
        names: &[
            "javascript",
            "js",
            "jsx",
            "mjs",
            "typescript",
            "ts",
            "tsx",
            "node",
            "svelte",
            "vue",
        ],
        quotes: &["\"", "'", "`"],
        keywords: "abstract any as async await boolean break case catch class const continue debugger \
                   declare default delete do else enum export extends false finally for from function \
                   get if implements import in instanceof interface keyof let namespace never new null \
                   number of private protected public readonly return satisfies set static string \
                   super switch this throw true try type typeof undefined unknown var void while with \
                   yield",
        ..C_LIKE
    },
    Language {
        names: &["php"],
        comments: &["//", "#"],
        any_case: true,
        keywords: "abstract and array as break case catch class const continue declare default do echo \
                   else elseif enum extends false final finally fn for foreach function global if \
                   implements include instanceof interface match namespace new null or print private \
                   protected public readonly require require_once return static switch this throw \
                   trait true try use var while yield",
        ..C_LIKE
    },
    Language { names: &["css", "scss", "sass", "less", "stylus"], shape: Shape::Keys, ..C_LIKE },
    Language {
        names: &["json", "json5", "jsonc", "jsonl", "geojson"],
        shape: Shape::Keys,
        keywords: "true false null",
        ..C_LIKE
    },
    Language {
        names: &[
            "zig",
            "odin",
            "v",
            "d",
            "hare",
            "vala",
            "wgsl",
            "hlsl",
            "verilog",
            "systemverilog",
        ],
        has_characters: true,
        keywords: "align and async await bool break case catch comptime const continue defer do else \
                   enum errdefer error export extern false fn for foreach func if import in inline \
                   int let match module mut null or orelse pub return string struct switch test this \
                   true try type union unreachable use usize var void volatile while",
        ..C_LIKE
    },
];
