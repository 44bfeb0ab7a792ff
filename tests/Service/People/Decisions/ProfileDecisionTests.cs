using Participatory.People.Holidays;
using Participatory.People.Letters;
using Participatory.People.Logos;
using Participatory.People.Profile;
using Participatory.Tests.Harness;
using Participatory.Tests.Harness.Pictures;

namespace Participatory.Tests.Service.SigningIn.Decisions;

public sealed class ProfileDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 2, 0, 0, 0, TimeSpan.Zero);

    private static readonly ProfileRow First = new() { Version = 1, Name = "Elm", ChangedAs = "Nia", ChangedAt = Now.AddDays(-1) };

    [Fact]
    public void Each_version_comes_after_the_one_that_was_looked_at_and_says_something_else()
    {
        var asked = new ProfileRow { Name = "Oak" };
        Assert.Equal(
            asked with { Version = 1, ChangedAs = Tests.People.Nia.ShownAs, ChangedAt = Now },
            ChangeProfile.Decide(null, asked, 0, Tests.People.Nia, Now));
        Assert.Equal(2, ChangeProfile.Decide(First, asked, 1, Tests.People.Nia, Now).Version);
        Assert.Equal("PROFILE_CHANGED", Refused(First, asked, 0));
        Assert.Equal("PROFILE_CHANGED", Refused(null, asked, 1));
        Assert.Equal("PROFILE_AS_IT_WAS", Refused(First, new ProfileRow { Name = "Elm" }, 1));

        static string Refused(ProfileRow? last, ProfileRow asked, int looked) =>
            StateTable.Outcome(() => ChangeProfile.Decide(last, asked, looked, Tests.People.Nia, Now).Version);
    }
    [Fact]
    public void Letters_days_off_and_the_logo_come_after_what_was_looked_at_and_say_something_else()
    {
        var (letters, days) = (new LettersRow { Heading = "Vote" }, new HolidaysRow { Nation = "WALES", Days = ["2027-06-05"] });
        var (picture, set) = (new LogoPictureRow { LogoId = "a", AltText = "Ship" }, new HolidaysRow { Nation = "ENGLAND" });
        var (nia, now) = (Tests.People.Nia, Now);
        Assert.Equal(
            letters with { Version = 1, ChangedAs = nia.ShownAs, ChangedAt = Now }, ChangeLetterWords.Decide(null, letters, 0, nia, now));
        Assert.Equal((1, "a", "Ship"),
            UseLogo.Decide(null, picture, 0, nia, now) is var used ? (used.Version, used.LogoId, used.AltText) : default);
        Assert.Equal(1, ChangeHolidays.Decide(set, days, 0, nia, now).Version);
        // Where the settings may have a logo, taking it away is a change.
        Assert.Equal(1, UseLogo.Decide(null, null, 0, nia, now).Version);

        Assert.Equal(
            ["SETTINGS_CHANGED", "SETTINGS_CHANGED", "SETTINGS_CHANGED", "SETTINGS_AS_THEY_WERE", "SETTINGS_AS_THEY_WERE",
                "SETTINGS_AS_THEY_WERE", "SETTINGS_AS_THEY_WERE"],
            new Func<object?>[]
            {
                () => ChangeLetterWords.Decide(letters with { Version = 1 }, new(), 0, nia, now).Version,
                () => ChangeHolidays.Decide(days with { Version = 2 }, set, 1, nia, now).Version,
                () => UseLogo.Decide(new() { Version = 1 }, picture, 0, nia, now).Version,
                () => ChangeLetterWords.Decide(null, new(), 0, nia, now).Version,
                () => ChangeLetterWords.Decide(letters with { Version = 1 }, letters, 1, nia, now).Version,
                () => ChangeHolidays.Decide(set, set with { Days = [] }, 0, nia, now).Version,
                () => UseLogo.Decide(new() { Version = 1, LogoId = "a" }, picture, 1, nia, now).Version,
            }.Select(StateTable.Outcome));
    }

    [Fact]
    public void A_picture_that_is_not_the_logo_is_seen_by_administrators_alone()
    {
        var (shown, added) = (new LogoPictureRow { LogoId = "a", Shown = true }, new LogoPictureRow { LogoId = "b" });
        Assert.Equal("a", GetLogoFile.Decide(shown, Platform.Identity.Caller.Nobody).LogoId);
        Assert.Equal("b", GetLogoFile.Decide(added, Tests.People.Nia).LogoId);
        Assert.Equal("LOGO_NOT_FOUND", StateTable.Outcome(() => GetLogoFile.Decide(added, Tests.People.Grace).LogoId));
    }

    [Fact]
    public void A_logo_is_a_whole_picture() =>
        Assert.Equal((3, 2), AddLogo.Decide(TestPng.Picture()) is var picture ? (picture.Width, picture.Height) : default);
}
