using Google.Protobuf;
using Participatory.Platform.Calls;

namespace Participatory.Proposals.Priorities;

/// <summary>What has to hold of themes that somebody names.</summary>
internal static class ThemeFields
{
    /// <summary>At least one theme, each once, and no more than the field takes.</summary>
    public static Fields Themes(this Fields fields, IMessage of, IReadOnlyList<string> themeIds)
    {
        var most = FieldLimits.CountOf(of.Descriptor, "theme_ids");
        return fields.Require(themeIds.Count > 0, "theme_ids", ProposalsReasons.NothingChosen)
            .Require(themeIds.Count <= most, "theme_ids", ProposalsReasons.TooMuchChosen, ("most", most))
            .Require(themeIds.Distinct(StringComparer.Ordinal).Count() == themeIds.Count, "theme_ids", ProposalsReasons.ThemeTwice)
            .Ids("theme_ids", themeIds.Take(most));
    }

    /// <summary>Their positions. Pure.</summary>
    /// <exception cref="Refusal">One is not among those that can be chosen.</exception>
    public static IReadOnlyList<int> MustBeOf(IReadOnlyList<ChoiceThemeRow> themes, IReadOnlyList<string> themeIds)
    {
        var known = themes.ToDictionary(theme => theme.ThemeId, theme => theme.Position, StringComparer.Ordinal);
        var fields = new Fields();
        foreach (var (at, themeId) in themeIds.Index())
        {
            fields.Require(known.ContainsKey(themeId), $"theme_ids[{at}]", ProposalsReasons.ThemeNotOffered);
        }

        fields.Check();
        return [.. themeIds.Select(themeId => known[themeId])];
    }
}
