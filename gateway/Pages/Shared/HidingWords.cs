using Participatory.Accountability.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.My.Stories;
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

    /// <summary>The reasons as somebody chooses one.</summary>
    public static IReadOnlyList<Choice> Choices => [.. Reasons.Select(reason => new Choice(reason.ToString(), Choice(reason)))];

    /// <summary>"Hidden: names a person".</summary>
    public static string Sentence(Hiding hiding, Words.Say say, bool photo = false) => hiding.State == HidingState.Waiting
        ? Words.Hiding.Waits
        : say.Fill(photo ? Words.Hiding.PhotoHidden : Words.Hiding.Hidden, Why(hiding.Reason));

    /// <summary>"Photo hidden: names a person".</summary>
    public static string Sentence(HiddenPart part, Words.Say say) => say.Fill(
        part.Kind switch
        {
            PartKind.Photo => Words.Hiding.PhotoHidden,
            PartKind.Voice => Words.Hiding.SoundHidden,
            PartKind.Video => Words.Hiding.FilmHidden,
            _ => Words.Hiding.Hidden,
        }, Why(part.Hiding.Reason));

    /// <summary>Every part of a story, with what people call it.</summary>
    public static IReadOnlyList<(string Id, string Name)> PartsOf(Story story, Words.Say say) =>
    [
        .. story.Tellings.Select(part => (part.PartId, TellForm.TextOf(part.Question))),
        .. story.Photos.Select((part, index) => (part.PhotoId, part.AltText.Length > 0
            ? say.Fill(Words.Telling.PhotoCalled, part.AltText) : say.Fill(Words.Telling.PhotoNumber, index + 1))),
        .. story.Voices.Select((part, index) => (part.VoiceId, say.Fill(Words.Telling.VoiceNumber, index + 1))),
        .. story.Videos.Select(part => (part.PartId, part.Address)),
    ];

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
