using Participatory.Proposals.V1;
using Participatory.Types.V1;

namespace Participatory.Gateway.Pages.Shared;

/// <summary>What stands where words or a photo are hidden.</summary>
public static class HidingWords
{
    /// <summary>Every reason that there is, in the order in which pages offer them.</summary>
    public static IReadOnlyList<HidingReason> Reasons { get; } =
    [
        HidingReason.NamesAPerson, HidingReason.Abuse, HidingReason.AgainstTheLaw, HidingReason.NotAboutThisPlace, HidingReason.Advertising,
    ];

    /// <summary>"Hidden: names a person".</summary>
    public static string Sentence(Hiding hiding, Words.Say say, bool photo = false) => hiding.State == HidingState.Waiting
        ? Words.Hiding.Waits
        : say.Fill(photo ? Words.Hiding.PhotoHidden : Words.Hiding.Hidden, Why(hiding.Reason));

    /// <summary>The title of an idea; where nobody may read it, that it is so.</summary>
    public static string TitleOf(Proposal idea) => idea.Title.Length > 0 || idea.Hiding is null ? idea.Title
        : idea.Hiding.State == HidingState.Waiting ? Words.Hiding.TitleWaits : Words.Hiding.TitleHidden;

    /// <summary>The title of an idea elsewhere, which is empty where its words are hidden.</summary>
    public static string TitleOr(string title) => title.Length > 0 ? title : Words.Hiding.TitleHidden;

    public static string Why(HidingReason reason) => reason switch
    {
        HidingReason.NamesAPerson => Words.Hiding.NamesAPerson,
        HidingReason.Abuse => Words.Hiding.Abuse,
        HidingReason.AgainstTheLaw => Words.Hiding.AgainstTheLaw,
        HidingReason.NotAboutThisPlace => Words.Hiding.NotAboutThisPlace,
        _ => Words.Hiding.Advertising,
    };

    /// <summary>As somebody chooses it.</summary>
    public static string Choice(HidingReason reason) => reason switch
    {
        HidingReason.NamesAPerson => Words.Hiding.NamesAPersonChoice,
        HidingReason.Abuse => Words.Hiding.AbuseChoice,
        HidingReason.AgainstTheLaw => Words.Hiding.AgainstTheLawChoice,
        HidingReason.NotAboutThisPlace => Words.Hiding.NotAboutThisPlaceChoice,
        _ => Words.Hiding.AdvertisingChoice,
    };
}
