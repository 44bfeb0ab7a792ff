using Participatory.Access.V1;
using Participatory.Platform.Identity;

namespace Participatory.Gateway.Pages.Shared;

/// <summary>A place in the navigation: every room of pages adds a line here.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Role">Who sees it there; the page itself decides who may enter.</param>
public sealed record Navigation(string Name, string Path, Role Role)
{
    public static IEnumerable<Navigation> For(Caller caller) => All().Where(place => caller.Is(place.Role)).DistinctBy(place => place.Path);

    /// <summary>The address is this place or beneath it.</summary>
    public bool Holds(PathString address) => address.StartsWithSegments(Path, StringComparison.Ordinal);

    // Made for every visit, because the names follow the reader's language.
    private static Navigation[] All() =>
    [
        new(Words.Site.Rounds, "/rounds", Role.Anyone),
        new(Words.Site.Stories, "/stories", Role.Anyone),
        new(Words.Site.My, "/my", Role.Person),
        new(Words.Council.Name, Council.CouncilLinks.Start, Role.Officer),
        new(Words.Council.Name, Council.CouncilLinks.Start, Role.Finance),
        new(Words.Council.Name, Council.CouncilLinks.Start, Role.Connector),
        new(Words.Council.StaffTitle, Council.CouncilLinks.Staff, Role.Administrator),
    ];
}
