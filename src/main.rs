//! Arguments in, exit code out.

use std::env;
use std::io::{self, BufWriter, Write};
use std::panic;
use std::process::ExitCode;

use newswire::{
    Arguments, Config, Failure, KeyRow, Opened, Output, Session, TABLE, Watch, keys_of,
};

/// A start with a hundred thousand documents makes millions of small allocations on several
/// threads, on which the system's allocator spends a third of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // What a panic says may quote a document, which must not steer the terminal.
    panic::set_hook(Box::new(|info| {
        let said = info.to_string();
        let _ = writeln!(io::stderr(), "newswire: internal error: {}", newswire::line(&said));
    }));
    let result = Arguments::read(env::args_os().collect()).and_then(|arguments| run(&arguments));
    let code = match result {
        Ok(code) => code,
        Err(failure) => failure.report(&mut io::stderr()),
    };
    ExitCode::from(code)
}

fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let Some(command) = &arguments.command else {
        return read(arguments, &arguments.settings()?);
    };
    let (mut out, mut err) = (BufWriter::new(io::stdout().lock()), io::stderr());
    let mut output = Output::standard(arguments.color, &mut out, &mut err);
    let code = command.run(arguments, &key_rows(), &mut output)?;
    out.flush()?;
    Ok(code)
}

/// Opens the reader.
fn read(arguments: &Arguments, config: &Config) -> Result<u8, Failure> {
    let opened = Opened::choose(&arguments.paths, config)?.for_reader()?;
    let watch = if arguments.no_watch { Watch::Off } else { config.watch };
    let stories = config.stories && !arguments.no_stories;
    let session = Session {
        marks: newswire::marks_file(),
        opened: opened.identity(),
        cache: arguments.cache(),
        origin: opened.origin,
        label: opened.label,
        color: arguments.color.allowed(true),
        config: Config { stories, watch, ..config.clone() },
    };
    newswire::run(session).map_err(Failure::Terminal)
}

fn key_rows() -> Vec<KeyRow> {
    TABLE
        .iter()
        .map(|entry| KeyRow { keys: keys_of(entry), name: entry.name, sentence: entry.sentence })
        .collect()
}
