using Participatory.Accountability.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.My.Stories;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Proposals.V1;
using Participatory.Types.V1;
using Participatory.Voting.V1;

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

    /// <summary>Who decided that it is hidden, and when; empty where nobody has.</summary>
    public static string Decided(Hiding hiding, Words.Say say) =>
        hiding.DecidedBy.Length > 0 ? say.Fill(Words.Hiding.DecidedBy, hiding.DecidedBy, say.Date(hiding.Time)) : "";

    /// <summary>That a second officer looks at it, or has; empty where neither.</summary>
    public static string Looked(Hiding hiding) => hiding.State switch
    {
        HidingState.SecondLook => Words.Hiding.LookAsked,
        HidingState.KeptHidden => Words.Hiding.LookedTwice,
        _ => "",
    };

    /// <summary>Why an officer has to look at it.</summary>
    /// <param name="flags">How many people reported it.</param>
    public static string Waits(HidingState state, int flags, Words.Say say) => state switch
    {
        HidingState.Waiting => Words.CouncilHiding.StateWaits,
        HidingState.SecondLook => Words.CouncilHiding.StateSecondLook,
        _ => say.Count(Words.CouncilHiding.Flags, flags),
    };

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

    /// <summary>The title of an idea on a ballot paper; where its words are hidden and the reader may not see it, why.</summary>
    public static string TitleOf(Project project, Words.Say say) => TitleOr(project.Title, project.Hiding, say);

    /// <summary>The same in a result.</summary>
    public static string TitleOf(ProjectResult project, Words.Say say) => TitleOr(project.Title, project.Hiding, say);

    /// <summary>The same of an award.</summary>
    public static string TitleOf(Award award, Words.Say say) => TitleOr(award.Title, award.Hiding, say);

    /// <summary>The same of a grant whose group was drawn by lot.</summary>
    public static string TitleOf(DrawnGrant grant, Words.Say say) => TitleOr(grant.Title, grant.Hiding, say);

    /// <summary>The same of an idea that a ring-fence put in or took out.</summary>
    public static string TitleOf(FenceChange change, Words.Say say) => TitleOr(change.Title, change.Hiding, say);

    /// <summary>The same of a story, which has the title of its idea.</summary>
    public static string TitleOf(Story story, Words.Say say) => TitleOr(story.Title, story.Hiding, say);

    /// <summary>The same of a story on a funder's page.</summary>
    public static string TitleOf(FunderStory story, Words.Say say) => TitleOr(story.Title, story.Hiding, say);

    /// <summary>The same of a story that is quoted.</summary>
    public static string TitleOf(Quotation quotation, Words.Say say) => TitleOr(quotation.Title, quotation.Hiding, say);

    /// <summary>The same among what became of ideas.</summary>
    public static string TitleOf(Outcome outcome, Words.Say say) => TitleOr(outcome.Title, outcome.Hiding, say);

    /// <summary>What a promise is about.</summary>
    public static string TitleOf(Commitment promise, Words.Say say) => TitleOr(promise.Title, promise.Hiding, say);

    private static string TitleOr(string title, Hiding? hiding, Words.Say say) =>
        title.Length > 0 || hiding is null ? title : Words.WhyHidden.Title(StateText.Of(hiding.State), Text(hiding.Reason), say);

    public static string Why(HidingReason reason) => Words.WhyHidden.Of(StateText.Of(reason));

    private static string Text(HidingReason reason) => reason == HidingReason.Unspecified ? "" : StateText.Of(reason);

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
