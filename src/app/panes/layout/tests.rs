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
                let covered: u32 = panes.iter().map(|pane| pane.area()).sum();
                assert_eq!(covered, u32::from(width) * u32::from(height), "{width}x{height}");
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

#[test]
fn narrow_screens_show_the_focused_pane_alone() {
    let shape = Shape { focus: Focus::Article, related: 3, ..Shape::default() };
    let layout = Layout::new(79, 24, shape);
    assert!(layout.list.is_empty() && layout.related.is_empty());
    assert!(!Layout::new(80, 24, shape).list.is_empty());
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
    assert!(of(60, Focus::Sidebar).article.is_empty());
}

#[test]
fn a_divider_stays_in_the_column_where_it_was_put() {
    for width in 80..400 {
        for left in MIN_LIST..=width - MIN_ARTICLE {
            let plain = Layout::new(width, 24, Shape::default());
            let split = Some(plain.share_of(left));
            let moved = Layout::new(width, 24, Shape { split, ..Shape::default() });
            assert_eq!(moved.divider(), Some(left), "of {width}");
        }
    }
    for width in 100..400 {
        let shape = Shape { sidebar: true, ..Shape::default() };
        let plain = Layout::new(width, 24, shape);
        for left in plain.list.x + MIN_LIST..=width - MIN_ARTICLE {
            let split = Some(plain.share_of(left));
            let moved = Layout::new(width, 24, Shape { split, ..shape });
            assert_eq!(moved.divider(), Some(left), "of {width}");
        }
    }
}
