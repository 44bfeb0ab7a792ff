using Participatory.People.Profile;
using Participatory.Tests.Harness;

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
}
