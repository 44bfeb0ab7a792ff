namespace Participatory.Tests.Service.AtTheDoor.Forms;

/// <summary>The order of the story.</summary>
public sealed partial class FormWalk
{
    private IReadOnlyList<(string Name, Func<Task> Play)> Chapters =>
    [
        ("A round is made", ARoundIsMade),
        ("Another draft is forgotten", AnotherDraftIsForgotten),
        ("The council asks", TheCouncilAsks),
        ("People answer", PeopleAnswer),
        ("A listener writes down and reads out", AListenerWritesDownAndReadsOut),
        ("People sort and themes are named", PeopleSortAndThemesAreNamed),
        ("A group works in a room", AGroupWorksInARoom),
        ("A round is changed", ARoundIsChanged),
        ("Money is let go", MoneyIsLetGo),
        ("Money is released", MoneyIsReleased),
        ("Rules are set", RulesAreSet),
        ("People propose", PeoplePropose),
        ("Ideas have pictures and supporters", IdeasHavePicturesAndSupporters),
        ("Areas say what matters most", AreasSayWhatMattersMost),
        ("An officer says what can be done", AnOfficerSaysWhatCanBeDone),
        ("The paper is published and letters go out", ThePaperIsPublishedAndLettersGoOut),
        ("An administrator says how the council looks", AnAdministratorSaysHowTheCouncilLooks),
        ("Voting is kept open longer", VotingIsKeptOpenLonger),
        ("People vote", PeopleVote),
        ("People vote on paper", PeopleVoteOnPaper),
        ("The result is declared", TheResultIsDeclared),
        ("Groups say yes or no", GroupsSayYesOrNo),
        ("Groups say who holds the money", GroupsSayWhoHoldsTheMoney),
        ("Finance asks the bank", FinanceAsksTheBank),
        ("Two finance officers change the account", TwoFinanceOfficersChangeTheAccount),
        ("Two people pay", TwoPeoplePay),
        ("Money comes back", MoneyComesBack),
        ("A group tells in one sentence", AGroupTellsInOneSentence),
        ("A group answers questions", AGroupAnswersQuestions),
        ("An officer writes down a talk", AnOfficerWritesDownATalk),
        ("An officer types a story from paper", AnOfficerTypesAStoryFromPaper),
        ("The council promises", TheCouncilPromises),
        ("A funder gets a page", AFunderGetsAPage),
        ("People say how it was", PeopleSayHowItWas),
        ("An officer adds who lives there", AnOfficerAddsWhoLivesThere),
        ("People put themselves on the list", PeoplePutThemselvesOnTheList),
        ("People vote with ticks", PeopleVoteWithTicks),
        ("What is left rolls over", WhatIsLeftRollsOver),
        ("A published election is brought in", APublishedElectionIsBroughtIn),
        ("People settle their accounts", PeopleSettleTheirAccounts),
    ];
}
