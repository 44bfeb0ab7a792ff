using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.People.V1;

namespace Participatory.Gateway.Pages.Following;

/// <summary>What pages say of what somebody follows.</summary>
public static class FollowWords
{
    /// <summary>As many as one person can follow.</summary>
    private const int All = 200;

    public static IReadOnlyList<Choice> Choices =>
    [
        new(nameof(HowOften.AtOnce), Words.Following.AtOnce, Words.Following.AtOnceHint),
        new(nameof(HowOften.Daily), Words.Following.Daily, Words.Following.DailyHint),
        new(nameof(HowOften.Weekly), Words.Following.Weekly, Words.Following.WeeklyHint),
    ];

    public static string Name(HowOften howOften) => howOften switch
    {
        HowOften.AtOnce => Words.Following.AtOnce,
        HowOften.Weekly => Words.Following.Weekly,
        _ => Words.Following.Daily,
    };

    /// <summary>What it is called; what kind of thing it is, where we have not heard its name or nobody may read it.</summary>
    public static string TitleOf(Followed followed) => followed.Title.Length > 0 ? followed.Title : followed.Thing.Kind switch
    {
        FollowingKind.Idea => Words.Following.AnIdea,
        FollowingKind.Area => Words.Following.AnArea,
        FollowingKind.Group => Words.Following.AGroup,
        _ => Words.Following.ARound,
    };

    /// <summary>Where it is to be seen.</summary>
    public static string AddressOf(FollowedThing thing) => thing.Kind switch
    {
        FollowingKind.Idea => Links.Idea(thing.RoundId, thing.ThingId),
        FollowingKind.Area => Links.Ideas(thing.RoundId, thing.ThingId),
        FollowingKind.Group => Links.Group(thing.ThingId),
        _ => Links.Round(thing.RoundId),
    };

    /// <summary>Where somebody says how often they are told of it.</summary>
    public static string ChangeOf(FollowedThing thing) => thing.Kind switch
    {
        FollowingKind.Idea => Links.FollowIdea(thing.RoundId, thing.ThingId),
        FollowingKind.Group => Links.FollowGroup(thing.ThingId),
        _ => Links.FollowRound(thing.RoundId, thing.ThingId),
    };

    /// <summary>How often the visitor is told of a thing, as the form names it; once a day where they do not follow it yet.</summary>
    public static async Task<string> ChosenFor(
        PeopleService.PeopleServiceClient people, FollowedThing thing, CancellationToken cancellation)
    {
        var mine = await people.ListMyFollowingAsync(new ListMyFollowingRequest { PageSize = All }, cancellationToken: cancellation);
        return (mine.Following.FirstOrDefault(one => one.Thing.Equals(thing))?.HowOften ?? HowOften.Daily).ToString();
    }
}
