//! Arguments in, exit code out.

use std::env;
use std::io::{self, BufWriter, Write};
use std::panic;
use std::process::ExitCode;

use newswire::{
    Arguments, CliOverrides, Config, Entry, Failure, KeyRow, KeyRows, Keymap, Opened, Output,
    ParsedConfig, Session, SettingsFile, TABLE, Terminal,
};

/// Loading 100,000 documents makes millions of small allocations on several threads, on which the
/// system's allocator spends a third of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // A panic message may quote a document, which must not be able to control the terminal.
    panic::set_hook(Box::new(|info| {
        let said = info.to_string();
        let _ = writeln!(io::stderr(), "newswire: internal error: {}", newswire::line(&said));
    }));
    newswire::report_size_limit();
    let result = Arguments::read(env::args_os().collect()).and_then(|arguments| run(&arguments));
    let code = match result {
        Ok(code) => code,
        Err(failure) => failure.report(&mut io::stderr()),
    };
    ExitCode::from(code)
}

fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let Some(command) = &arguments.command else {
        return read(arguments);
    };
    let (mut out, mut err) = (BufWriter::new(io::stdout().lock()), io::stderr());
    let mut output = Output::standard(arguments.color, &mut out, &mut err);
    let code = command.run(arguments, &key_rows, &mut output)?;
    out.flush()?;
    Ok(code)
}

/// Opens the reader with as much of the settings as can be parsed.
fn read(arguments: &Arguments) -> Result<u8, Failure> {
    let settings = SettingsFile::find(arguments.config.as_deref());
    let (settings, parsed) = match settings {
        Ok(file) => (file.clone(), file.read()),
        // A settings file named on the command line has to exist.
        Err(problem) if arguments.config.is_some() => return Err(problem.into()),
        Err(problem) => {
            let path = problem.path.clone();
            let problems = vec![problem];
            let file = SettingsFile { path, ..SettingsFile::default() };
            (file, ParsedConfig { problems, ..ParsedConfig::default() })
        }
    };
    let config = &parsed.config;
    newswire::prepare_library();
    let opened = Opened::choose(&arguments.paths, config)?.for_reader()?;
    let overrides = CliOverrides { stories: arguments.no_stories, watch: arguments.no_watch };
    let session = Session {
        marks: newswire::marks_file(),
        opened: opened.identity(),
        cache: arguments.cache(),
        library: opened.library,
        input: opened.input,
        label: opened.label,
        color: arguments.color.allowed(true),
        config: overrides.applied(config.clone()),
        overrides,
        settings,
        parsed,
    };
    warn_of_locale(&Terminal::here());
    newswire::run(session).map_err(Failure::Terminal)
}

/// Says that letters may come out wrong, before the screen covers it: it is there again afterwards.
fn warn_of_locale(terminal: &Terminal) {
    if terminal.is_utf8() || terminal.locale().is_empty() || cfg!(target_os = "macos") {
        return;
    }
    let locale = newswire::line(terminal.locale());
    let _ = writeln!(
        io::stderr(),
        "newswire: the locale {locale} is not UTF-8, so letters beyond ASCII may be shown wrongly\n\
         hint: set LANG to a locale that ends in UTF-8, such as C.UTF-8"
    );
}

/// Returns the keys in force with these settings.
fn key_rows(config: &Config) -> KeyRows {
    let (keymap, problems) = Keymap::new(&config.keys);
    let row = |entry: &'static Entry| KeyRow {
        keys: keymap.keys_of(entry),
        name: entry.name,
        sentence: entry.sentence,
    };
    KeyRows { rows: TABLE.iter().map(row).collect(), problems }
}
