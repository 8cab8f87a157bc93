//! Division of screens of all sizes.

use super::*;

#[test]
fn panes_tile_the_screen_at_every_size() {
    for width in 0..220 {
        for height in 0..70 {
            for focus in [Focus::Sidebar, Focus::List, Focus::Article, Focus::Related] {
                let split = (width % 3 == 0).then_some(width * 5 % 1000);
                let sidebar = height % 2 == 0 || focus == Focus::Sidebar;
                let shape = Shape { focus, related: 7, split, sidebar, ..Shape::default() };
                let layout = Layout::new(width, height, shape);
                let panes =
                    [layout.header, layout.list, layout.article, layout.related, layout.footer];
                let panes = panes.into_iter().chain([layout.sidebar]);
                let panes: Vec<Rect> = panes.collect();
                let drawn: u32 = panes.iter().map(|pane| pane.area()).sum();
                let shared = shared(&panes, &format!("{width}x{height}"));
                let covered = u32::from(width) * u32::from(height);
                assert_eq!(drawn - shared, covered, "{width}x{height}");
                assert!(
                    panes
                        .iter()
                        .all(|pane| layout.screen.intersection(*pane) == *pane || pane.is_empty())
                );
                let limited = Layout { longest: 60, ..layout };
                assert!(limited.text_width() <= 60);
                assert_eq!(limited.text().intersection(layout.article), limited.text());
            }
        }
    }
}

/// Number of cells that two panes share: a column where they stand beside each other.
fn shared(panes: &[Rect], what: &str) -> u32 {
    let mut shared = 0;
    for (at, pane) in panes.iter().enumerate() {
        for other in &panes[at + 1..] {
            let both = pane.intersection(*other);
            assert!(both.width <= 1 || both.is_empty(), "{what}: {pane} and {other}");
            shared += both.area();
        }
    }
    shared
}

#[test]
fn narrow_screens_show_the_focused_pane_alone() {
    let shape = Shape { focus: Focus::Article, related: 3, ..Shape::default() };
    let layout = Layout::new(99, 24, shape);
    assert!(layout.list.is_empty() && layout.related.is_empty());
    assert!(!Layout::new(100, 24, shape).list.is_empty());
}

#[test]
fn the_sidebar_stands_beside_the_others_or_in_place_of_the_list() {
    let of = |width, focus| {
        let shape = Shape { focus, related: 3, sidebar: true, ..Shape::default() };
        Layout::new(width, 30, shape)
    };
    for width in 100..300 {
        let layout = of(width, Focus::List);
        assert!(layout.sidebar.width >= 24 && layout.list.width >= MIN_LIST, "{width}");
        assert!(layout.article.width >= MIN_ARTICLE, "{width}");
        assert_eq!(layout.sidebar, of(width, Focus::Sidebar).sidebar);
    }
    assert!(of(99, Focus::List).sidebar.is_empty());
    let layout = of(99, Focus::Sidebar);
    assert_eq!((layout.sidebar, layout.list), (of(99, Focus::List).list, Rect::default()));
}

#[test]
fn a_divider_stays_in_the_column_where_it_was_put() {
    for width in 100..400 {
        for left in MIN_LIST - 1..=width - MIN_ARTICLE {
            let plain = Layout::new(width, 24, Shape::default());
            let split = Some(plain.share_of(left));
            let moved = Layout::new(width, 24, Shape { split, ..Shape::default() });
            assert_eq!(moved.divider(), Some(left), "of {width}");
        }
    }
    for width in 100..400 {
        let shape = Shape { sidebar: true, ..Shape::default() };
        let plain = Layout::new(width, 24, shape);
        for left in plain.list.x + MIN_LIST - 1..=width - MIN_ARTICLE {
            let split = Some(plain.share_of(left));
            let moved = Layout::new(width, 24, Shape { split, ..shape });
            assert_eq!(moved.divider(), Some(left), "of {width}");
        }
    }
}

#[test]
fn rows_take_two_lines_except_on_low_screens_or_by_choice() {
    let height = |height, rows| {
        let shape = Shape { rows, ..Shape::default() };
        Layout::new(120, height, shape).row_height
    };
    for (lines, auto) in [(10, 1), (17, 1), (18, 2), (24, 2), (60, 2), (200, 2)] {
        assert_eq!(height(lines, RowLines::Auto), auto, "{lines} lines");
        assert_eq!((height(lines, RowLines::One), height(lines, RowLines::Two)), (1, 2));
    }
}
