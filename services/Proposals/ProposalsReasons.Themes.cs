using Grpc.Core;
using Participatory.Platform.Calls;

namespace Participatory.Proposals;

/// <summary>Of card sorts, themes, and choices among them.</summary>
internal static partial class ProposalsReasons
{
    /// <summary>Nobody has been asked to choose in this area.</summary>
    public static readonly Reason ChoiceNotFound = new(StatusCode.NotFound, "CHOICE_NOT_FOUND");

    /// <summary>People of this area choose already.</summary>
    public static readonly Reason ChoiceIsOpen = new(StatusCode.FailedPrecondition, "CHOICE_IS_OPEN");

    /// <summary>This area has its priorities.</summary>
    public static readonly Reason ChoiceDecided = new(StatusCode.FailedPrecondition, "CHOICE_DECIDED");

    /// <summary>People choose no more.</summary>
    public static readonly Reason ChoiceIsOver = new(StatusCode.FailedPrecondition, "CHOICE_IS_OVER");

    public static readonly Reason ChoosingNoMore = new(StatusCode.FailedPrecondition, "CHOOSING_NO_MORE");

    /// <summary>There is not enough to choose among.</summary>
    public static readonly Reason ThemesTooFew = new(StatusCode.FailedPrecondition, "THEMES_TOO_FEW");

    /// <summary>There is more than people can choose among.</summary>
    public static readonly Reason ThemesTooMany = new(StatusCode.FailedPrecondition, "THEMES_TOO_MANY");

    public static readonly Reason PlacesWrong = new(StatusCode.InvalidArgument, "PLACES_WRONG");

    public static readonly Reason ChoiceRuleUnknown = new(StatusCode.InvalidArgument, "CHOICE_RULE_UNKNOWN");

    public static readonly Reason ChoiceEndWrong = new(StatusCode.InvalidArgument, "CHOICE_END_WRONG");

    public static readonly Reason AnswerDayWrong = new(StatusCode.InvalidArgument, "ANSWER_DAY_WRONG");

    public static readonly Reason PeopleWrong = new(StatusCode.InvalidArgument, "PEOPLE_WRONG");

    public static readonly Reason NothingChosen = new(StatusCode.InvalidArgument, "NOTHING_CHOSEN");

    public static readonly Reason TooMuchChosen = new(StatusCode.InvalidArgument, "TOO_MUCH_CHOSEN");

    public static readonly Reason ThemeTwice = new(StatusCode.InvalidArgument, "THEME_TWICE");

    public static readonly Reason ThemeNotOffered = new(StatusCode.InvalidArgument, "THEME_NOT_OFFERED");

    public static readonly Reason PrioritiesTooMany = new(StatusCode.InvalidArgument, "PRIORITIES_TOO_MANY");

    public static readonly Reason PriorityOfOthers = new(StatusCode.InvalidArgument, "PRIORITY_OF_OTHERS");

    public static readonly Reason ThemeMissing = new(StatusCode.InvalidArgument, "THEME_MISSING");

    /// <summary>It does not begin with "I", which an officer may mean.</summary>
    public static readonly Reason ThemeNotI = new(StatusCode.InvalidArgument, "THEME_NOT_I");

    public static readonly Reason ThemeQuotesNobody = new(StatusCode.InvalidArgument, "THEME_QUOTES_NOBODY");

    public static readonly Reason ThemeQuotesTooMany = new(StatusCode.InvalidArgument, "THEME_QUOTES_TOO_MANY");

    public static readonly Reason ThemeQuotesFew = new(StatusCode.InvalidArgument, "THEME_QUOTES_FEW");

    /// <summary>It is hidden, was taken back, is for the council, or is of another round or area.</summary>
    public static readonly Reason VoiceNotToQuote = new(StatusCode.InvalidArgument, "VOICE_NOT_TO_QUOTE");

    /// <summary>The voices under it were taken back or hidden since it was named.</summary>
    public static readonly Reason ThemeHasNoVoices = new(StatusCode.FailedPrecondition, "THEME_HAS_NO_VOICES");

    public static readonly Reason ThemeHasFewVoices = new(StatusCode.FailedPrecondition, "THEME_HAS_FEW_VOICES");

    public static readonly Reason ThemeIsPublished = new(StatusCode.FailedPrecondition, "THEME_IS_PUBLISHED");

    /// <summary>The round holds as many themes as it can.</summary>
    public static readonly Reason ThemesFull = new(StatusCode.ResourceExhausted, "THEMES_FULL");

    public static readonly Reason CardSortNotFound = new(StatusCode.NotFound, "CARD_SORT_NOT_FOUND");

    /// <summary>One of the same round and area is open.</summary>
    public static readonly Reason CardSortIsOpen = new(StatusCode.FailedPrecondition, "CARD_SORT_IS_OPEN");

    public static readonly Reason CardSortIsClosed = new(StatusCode.FailedPrecondition, "CARD_SORT_IS_CLOSED");

    /// <summary>How people agree is seen once it is closed.</summary>
    public static readonly Reason SortedTogetherLater = new(StatusCode.FailedPrecondition, "SORTED_TOGETHER_LATER");

    public static readonly Reason CardsTooFew = new(StatusCode.FailedPrecondition, "CARDS_TOO_FEW");

    /// <summary>The round holds as many card sorts as it can.</summary>
    public static readonly Reason CardSortsFull = new(StatusCode.ResourceExhausted, "CARD_SORTS_FULL");

    /// <summary>As many people have sorted as can be compared.</summary>
    public static readonly Reason SortersFull = new(StatusCode.ResourceExhausted, "SORTERS_FULL");

    public static readonly Reason PilesTooMany = new(StatusCode.InvalidArgument, "PILES_TOO_MANY");

    public static readonly Reason CardsTooMany = new(StatusCode.InvalidArgument, "CARDS_TOO_MANY");

    public static readonly Reason CardTwice = new(StatusCode.InvalidArgument, "CARD_TWICE");
}
