using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Proposals.Authors;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.Photos;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Proposals.Decisions;

/// <summary>Who puts a photo in front of the others, and when.</summary>
public sealed class PhotoOrderDecisionTests
{
    private static readonly PhotoRow[] Photos =
        [new() { PhotoId = "a", Place = 1 }, new() { PhotoId = "b", Place = 2 }, new() { PhotoId = "c", Place = 3 }];

    [Fact]
    public void A_photo_comes_to_the_front_in_these_phases() => StateTable.Holds<Phase>(
        """
                  PutFirst
        LISTENING PHOTOS_NOT_YET
        ACCEPTING ba
        REVIEWING ba
        BALLOTING PHOTOS_NO_MORE
        FINISHED  ROUND_IS_FINISHED
        """,
        ("PutFirst", phase => Moved("OPEN", "c", StateText.Read<Phase>(phase), People.Amina)));

    [Fact]
    public void A_photo_comes_to_the_front_in_these_states() => StateTable.Holds<ProposalState>(
        """
                   PutFirst
        OPEN       ba
        WITHDRAWN  PROPOSAL_WITHDRAWN
        FEASIBLE   ba
        INFEASIBLE ba
        ON_BALLOT  ba
        WON        ba
        LOST       ba
        """,
        ("PutFirst", state => Moved(state, "c", Phase.Reviewing, People.Amina)));

    [Fact]
    public void Whoever_writes_it_does_and_nobody_else_and_what_stands_first_stays_there()
    {
        Assert.Equal("ba", Moved("OPEN", "c", Phase.Accepting, People.Tom));
        Assert.Equal("", Moved("OPEN", "a", Phase.Accepting, People.Amina));
        foreach (var other in (Caller[])[People.Olu, People.Grace, People.Nobody])
        {
            Assert.Equal("WRITING_IS_THEIRS", StateTable.Outcome(() => Moved("OPEN", "b", Phase.Accepting, other)));
        }

        Assert.Equal("PROPOSAL_NOT_FOUND", StateTable.Outcome(() => Moved("WITHDRAWN", "b", Phase.Accepting, People.Nobody)));
        Assert.Equal("PHOTO_NOT_FOUND", StateTable.Outcome(() => Moved("OPEN", "d", Phase.Accepting, People.Amina)));
    }

    /// <summary>Of an idea of Amina's that Tom writes with her: which photos move back, in the order in which they do.</summary>
    private static string Moved(string state, string photoId, Phase phase, Caller caller) => string.Concat(PutPhotoFirst.Decide(
        new ProposalRow
        {
            ProposalId = "1", AreaCode = "E05000001", ProposerSubject = People.Amina.Subject, State = state,
            Authors = [new AuthorRow { Subject = People.Amina.Subject }, new AuthorRow { Subject = People.Tom.Subject }],
        },
        Photos, photoId, phase, caller).Select(photo => photo.PhotoId));
}
