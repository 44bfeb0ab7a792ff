using Participatory.Words;

namespace Participatory.Gateway.Pages.Council.SignOff;

/// <summary>How complete the record of a round is. It is complete only where nothing is missing, of the round or of a grant.</summary>
public static class SignOffWords
{
    public static string HowComplete(Participatory.Grants.V1.SignOff pack, Say say)
    {
        var missing = string.Join(Words.Time.ListDivider, Missing(pack));
        var atFault = pack.Awards.Count(award => award.Gaps.Count > 0);
        return (pack.Awards.Count, atFault, missing.Length) switch
        {
            ( > 0, 0, 0) => Words.SignOff.AllComplete,
            ( > 0, 0, _) => say.Fill(Words.SignOff.AllGrants, missing),
            (_, 0, 0) => "",
            (_, 0, _) => say.Fill(Words.SignOff.StillMissing, missing),
            (_, _, 0) => say.Count(Words.SignOff.Some, atFault) + ".",
            _ => $"{say.Count(Words.SignOff.Some, atFault)}. {say.Fill(Words.SignOff.StillMissing, missing)}",
        };
    }

    /// <summary>What is missing of the round itself.</summary>
    private static IEnumerable<string> Missing(Participatory.Grants.V1.SignOff pack)
    {
        if (pack.Authority is null)
        {
            yield return Words.SignOff.MissingPower;
        }

        if (pack.ResultHash.Length == 0)
        {
            yield return Words.SignOff.MissingResult;
        }

        if (pack.Releases.Count == 0)
        {
            yield return Words.SignOff.MissingRelease;
        }
        else if (pack.Releases.Any(release => release.RiskAcceptedBy.Length == 0))
        {
            yield return Words.SignOff.MissingRisk;
        }
    }
}
