//! Names of months, weekdays and zones, and the small words of dates. A name counts only as a whole:
//! the beginning of a Finnish November is a March.

use jiff::tz::Offset;

use crate::text;

/// The zone names of RFC 2822 (4.3) and those of other regions, where only one is meant by a name
/// or one is far more common.
pub(super) fn named_offset(name: &str) -> Option<Offset> {
    let minutes = match name.to_ascii_uppercase().as_str() {
        "Z" | "UT" | "UTC" | "GMT" | "WET" => 0,
        "SST" => -660,
        "HST" | "HAST" => -600,
        "HDT" | "AKST" => -540,
        "AKDT" | "PST" | "PT" => -480,
        "PDT" | "MST" | "MT" => -420,
        "MDT" | "CST" | "CT" => -360,
        "CDT" | "EST" | "ET" | "COT" | "PET" => -300,
        "EDT" | "AST" | "CLT" | "BOT" | "VET" => -240,
        "NST" => -210,
        "ADT" | "CLST" | "BRT" | "ART" | "UYT" => -180,
        "NDT" => -150,
        "BST" | "CET" | "MET" | "MEZ" | "WEST" | "WAT" => 60,
        "CEST" | "MEST" | "MESZ" | "EET" | "CAT" | "SAST" => 120,
        "EEST" | "MSK" | "EAT" | "TRT" | "IDT" => 180,
        "IRST" => 210,
        "MSD" | "GST" => 240,
        "AFT" => 270,
        "PKT" | "UZT" => 300,
        "IST" => 330,
        "NPT" => 345,
        "ICT" | "WIB" => 420,
        "HKT" | "SGT" | "PHT" | "AWST" | "MYT" | "WITA" => 480,
        "JST" | "KST" | "WIT" => 540,
        "ACST" => 570,
        "AEST" | "CHST" => 600,
        "ACDT" => 630,
        "AEDT" => 660,
        "NZST" => 720,
        "NZDT" => 780,
        _ => return None,
    };
    Offset::from_seconds(minutes * 60).ok()
}

/// The names of each month in English, German, French, Spanish, Italian, Portuguese, Dutch, Catalan,
/// Swedish, Danish, Norwegian, Finnish, Polish, Czech, Romanian, Hungarian, Turkish, Indonesian,
/// Russian and Ukrainian, folded. A name that means another month in another language is left out,
/// such as `listopad`.
const MONTHS: [&str; 12] = [
    "jan january januar janner januari janvier janv enero ene gennaio gen janeiro gener \
     tammikuu tammikuuta tammikuun styczen stycznia sty leden ledna ianuarie ocak oca янв \
     январь января січень січня січ",
    "feb february februar feber februari fevrier fevr fev febrero febbraio fevereiro febrer \
     helmikuu helmikuuta helmikuun luty lutego lut unor unora uno februarie subat sub фев \
     февр февраль февраля лютии лютого лют",
    "mar march marz mrz maart mrt mars marzo marco marc marts maaliskuu maaliskuuta \
     maaliskuun marzec marca brezen brezna martie marcius mart maret мар март марта березень \
     березня бер",
    "apr april avril avr abril abr aprile huhtikuu huhtikuuta huhtikuun kwiecien kwietnia \
     kwi duben dubna dub aprilie aprilis nisan апр апрель апреля квітень квітня кві",
    "may mai mei mayo maggio mag maio maig maj toukokuu toukokuuta toukokuun maja kveten \
     kvetna kve majus mayis маи мая травень травня тра",
    "jun june juni juin junio giugno giu junho juny kesakuu kesakuuta kesakuun czerwiec \
     czerwca cze cerven cervna cvn iunie junius haziran haz июн июнь июня червень червня чер",
    "jul july juli juillet juil julio luglio lug julho juliol heinakuu heinakuuta heinakuun \
     lipiec lipca cervenec cervence cvc iulie julius temmuz tem июл июль июля липень липня \
     лип",
    "aug august augustus augusti aout aou agosto ago agost elokuu elokuuta elokuun sierpien \
     sierpnia sie srpen srpna augusztus agustos agu agustus авг август августа серпень \
     серпня сер",
    "sep sept september septembre septiembre setiembre settembre sett set setembro setembre \
     syyskuu syyskuuta syyskuun wrzesien wrzesnia wrz zari zar septembrie szeptember eylul \
     eyl сен сент сентябрь сентября вересень вересня вер",
    "oct october oktober okt octobre octubre ottobre ott outubro out lokakuu lokakuuta \
     lokakuun pazdziernik pazdziernika paz rijen rijna rij octombrie ekim eki окт октябрь \
     октября жовтень жовтня жов",
    "nov november novembre noviembre novembro marraskuu marraskuuta marraskuun noiembrie \
     kasim kas ноя нояб ноябрь ноября листопад листопада",
    "dec december dezember dez decembre diciembre dic dicembre dezembro desembre desember \
     des joulukuu joulukuuta joulukuun grudzien grudnia gru prosinec prosince pro decembrie \
     aralik ara дек декабрь декабря грудень грудня гру",
];

/// The names of weekdays in the same languages, folded.
const WEEKDAYS: &str = "mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat saturday \
    sun sunday mar mo montag di dienstag mi mittwoch do donnerstag fr freitag sa samstag sonnabend \
    so sonntag lun lundi mardi mer mercredi jeu jeudi ven vendredi sam samedi dim dimanche \
    lunes martes mie miercoles jue jueves vie viernes sab sabado dom domingo lunedi martedi \
    mercoledi gio giovedi venerdi sabato domenica segunda terca quarta quinta sexta seg ter qua \
    qui sex feira ma maandag dinsdag wo woensdag donderdag vr vrijdag za zaterdag zo zondag man \
    mandag tis tisdag ons onsdag tor tors torsdag fre fredag lor lordag son sondag tirsdag tir \
    maanantai maanantaina tiistai tiistaina keskiviikko keskiviikkona torstai torstaina \
    perjantai perjantaina lauantai lauantaina sunnuntai sunnuntaina ti ke pe la su poniedzialek \
    pon wtorek wt sroda czwartek czw piatek pt sobota sob niedziela niedz nd pondeli po utery \
    ut streda st ctvrtek ct patek pa nedele ne luni marti miercuri joi vineri sambata duminica \
    hetfo kedd szerda csutortok pentek szombat vasarnap pazartesi pzt sali carsamba car \
    persembe per cuma cum cumartesi cmt pazar senin selasa rabu kamis jumat sabtu minggu пн \
    понедельник вт вторник ср среда чт четверг пт пятница сб суббота вс воскресенье понеділок \
    вівторок середа четвер субота неділя нд";

fn holds(names: &str, word: &str) -> bool {
    !word.is_empty() && names.split(' ').any(|name| name == word)
}

pub(super) fn month_number(word: &str) -> Option<i32> {
    let word = text::folded(word);
    let at = MONTHS.iter().position(|names| holds(names, &word))?;
    i32::try_from(at + 1).ok()
}

pub(super) fn is_weekday(word: &str) -> bool {
    let word = text::folded(word);
    word.ends_with("曜日") || word.ends_with("요일") || holds(WEEKDAYS, &word)
}

/// What may follow the number of a day, in lower case: `1st`, `1er`, `1º`.
pub(super) fn is_ordinal(word: &str) -> bool {
    matches!(word, "st" | "nd" | "rd" | "th" | "er" | "re" | "ère" | "º" | "ª" | "o" | "a" | "e")
}

/// What may stand before a month or a year, in lower case: `15 de junio de 2023`.
pub(super) fn is_month_joiner(word: &str) -> bool {
    matches!(word, "de" | "del" | "di" | "of" | "d" | "do" | "da")
}

/// What may stand before a time, in lower case: `15 June 2023 at 10:11`.
pub(super) fn is_time_joiner(word: &str) -> bool {
    matches!(
        word,
        "at" | "um"
            | "à"
            | "a"
            | "las"
            | "la"
            | "às"
            | "alle"
            | "ore"
            | "om"
            | "kl"
            | "klo"
            | "klokka"
            | "klockan"
            | "o"
            | "ob"
            | "v"
            | "в"
            | "о"
            | "г"
            | "года"
            | "р"
            | "року"
            | "pukul"
            | "saat"
            | "ora"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_means_one_month() {
        let mut all: Vec<&str> = MONTHS.iter().flat_map(|names| names.split(' ')).collect();
        assert!(all.iter().all(|name| text::folded(name) == **name), "{all:?}");
        all.sort_unstable();
        assert!(all.windows(2).all(|pair| pair[0] != pair[1]), "{all:?}");
    }
}
