//! Simple formulas as Unicode text. Whatever would lose something on the way has no such form.

use super::super::super::html::{subscript, superscript};

/// A formula of more bytes is not simple.
const LONGEST: usize = 200;

/// Returns a formula as text, if all of it can be written so.
pub(super) fn unicode(formula: &str) -> Option<String> {
    if formula.len() > LONGEST || formula.contains('\n') {
        return None;
    }
    let mut out = String::new();
    let mut rest = formula;
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..)?;
        rest = match c {
            '\\' => command(after, &mut out)?,
            '^' => script(after, superscript, &mut out)?,
            '_' => script(after, subscript, &mut out)?,
            '{' | '}' | '&' | '%' | '#' | '~' | '$' => return None,
            '-' => push('−', after, &mut out),
            '*' => push('∗', after, &mut out),
            '\'' => push('′', after, &mut out),
            c => push(c, after, &mut out),
        };
    }
    Some(out.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn push<'a>(c: char, rest: &'a str, out: &mut String) -> &'a str {
    out.push(c);
    rest
}

/// Writes one raised or lowered sign, or those in braces.
fn script<'a>(rest: &'a str, form: fn(char) -> Option<char>, out: &mut String) -> Option<&'a str> {
    let (inside, behind) = match rest.strip_prefix('{') {
        Some(rest) => rest.split_once('}')?,
        None => rest.split_at_checked(rest.chars().next()?.len_utf8())?,
    };
    out.push_str(&inside.chars().map(form).collect::<Option<String>>()?);
    Some(behind).filter(|_| !inside.is_empty())
}

/// Writes the sign of a command; returns the text behind it.
fn command<'a>(rest: &'a str, out: &mut String) -> Option<&'a str> {
    let letters = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
    let (name, behind) = rest.split_at_checked(letters)?;
    if name.is_empty() {
        let sign = rest.chars().next()?;
        out.push(match sign {
            ',' | ';' | ':' | ' ' => ' ',
            '{' | '}' | '%' | '$' | '&' | '#' | '_' => sign,
            _ => return None,
        });
        return rest.get(1..);
    }
    if matches!(name, "text" | "mathrm" | "mathbf" | "mathit" | "operatorname") {
        let (inside, behind) = behind.strip_prefix('{')?.split_once('}')?;
        let is_plain = !inside.contains(['\\', '{', '$', '^', '_']);
        out.push_str(Some(inside).filter(|_| is_plain)?);
        return Some(behind);
    }
    if name == "mathbb" {
        let (inside, behind) = behind.strip_prefix('{')?.split_once('}')?;
        let at = "RNZQCP".find(inside).filter(|_| inside.len() == 1)?;
        out.push("ℝℕℤℚℂℙ".chars().nth(at)?);
        return Some(behind);
    }
    let (_, sign) = SYMBOLS.iter().find(|(own, _)| *own == name)?;
    let is_word = sign.is_ascii();
    if is_word && out.ends_with(char::is_alphanumeric) {
        out.push(' ');
    }
    out.push_str(sign);
    // A space behind a letter only ends the name of the command, unless a sign follows.
    let after = behind.strip_prefix(' ').filter(|after| {
        !is_word
            && sign.chars().all(char::is_alphabetic)
            && after.starts_with(char::is_alphanumeric)
    });
    Some(after.unwrap_or(behind))
}

/// Commands of TeX whose sign says the same.
const SYMBOLS: [(&str, &str); 97] = [
    ("alpha", "α"),
    ("beta", "β"),
    ("gamma", "γ"),
    ("delta", "δ"),
    ("epsilon", "ϵ"),
    ("varepsilon", "ε"),
    ("zeta", "ζ"),
    ("eta", "η"),
    ("theta", "θ"),
    ("iota", "ι"),
    ("kappa", "κ"),
    ("lambda", "λ"),
    ("mu", "μ"),
    ("nu", "ν"),
    ("xi", "ξ"),
    ("pi", "π"),
    ("rho", "ρ"),
    ("sigma", "σ"),
    ("tau", "τ"),
    ("upsilon", "υ"),
    ("phi", "ϕ"),
    ("varphi", "φ"),
    ("chi", "χ"),
    ("psi", "ψ"),
    ("omega", "ω"),
    ("Gamma", "Γ"),
    ("Delta", "Δ"),
    ("Theta", "Θ"),
    ("Lambda", "Λ"),
    ("Xi", "Ξ"),
    ("Pi", "Π"),
    ("Sigma", "Σ"),
    ("Phi", "Φ"),
    ("Psi", "Ψ"),
    ("Omega", "Ω"),
    ("times", "×"),
    ("cdot", "·"),
    ("div", "÷"),
    ("pm", "±"),
    ("mp", "∓"),
    ("le", "≤"),
    ("leq", "≤"),
    ("ge", "≥"),
    ("geq", "≥"),
    ("ne", "≠"),
    ("neq", "≠"),
    ("approx", "≈"),
    ("equiv", "≡"),
    ("sim", "∼"),
    ("simeq", "≃"),
    ("cong", "≅"),
    ("propto", "∝"),
    ("ll", "≪"),
    ("gg", "≫"),
    ("to", "→"),
    ("rightarrow", "→"),
    ("leftarrow", "←"),
    ("Rightarrow", "⇒"),
    ("Leftarrow", "⇐"),
    ("leftrightarrow", "↔"),
    ("Leftrightarrow", "⇔"),
    ("implies", "⟹"),
    ("iff", "⟺"),
    ("mapsto", "↦"),
    ("infty", "∞"),
    ("in", "∈"),
    ("notin", "∉"),
    ("subset", "⊂"),
    ("subseteq", "⊆"),
    ("supset", "⊃"),
    ("supseteq", "⊇"),
    ("cup", "∪"),
    ("cap", "∩"),
    ("emptyset", "∅"),
    ("forall", "∀"),
    ("exists", "∃"),
    ("neg", "¬"),
    ("land", "∧"),
    ("wedge", "∧"),
    ("lor", "∨"),
    ("vee", "∨"),
    ("oplus", "⊕"),
    ("otimes", "⊗"),
    ("circ", "∘"),
    ("partial", "∂"),
    ("nabla", "∇"),
    ("ldots", "…"),
    ("dots", "…"),
    ("cdots", "⋯"),
    ("prime", "′"),
    ("degree", "°"),
    ("ell", "ℓ"),
    ("hbar", "ℏ"),
    ("quad", " "),
    ("log", "log"),
    ("sin", "sin"),
    ("cos", "cos"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simple_formulas_are_text_and_others_stay() {
        let cases = [
            ("x^2 + y_1", "x² + y₁"),
            ("10^{-3} \\times n", "10⁻³ × n"),
            ("\\alpha \\le \\beta", "α ≤ β"),
            ("x \\in \\mathbb{R}", "x ∈ ℝ"),
            ("O(n\\log n)", "O(n log n)"),
            ("2\\pi r", "2πr"),
            ("f(x) = 3", "f(x) = 3"),
        ];
        for (formula, expected) in cases {
            assert_eq!(unicode(formula).as_deref(), Some(expected), "{formula}");
        }
        for formula in
            ["\\frac{a}{b}", "x_i", "a^{b^c}", "\\sqrt{2}", "{a}", "e^{i\\pi}", "a \\\\ b"]
        {
            assert_eq!(unicode(formula), None, "{formula}");
        }
    }
}
