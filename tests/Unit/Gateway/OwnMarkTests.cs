using Participatory.Gateway.People;

namespace Participatory.Tests.Unit.Gateway;

/// <summary>What one person wrote without a line, another who signs in on the same browser does not see.</summary>
public sealed class OwnMarkTests
{
    [Fact]
    public void A_mark_is_of_one_person_and_of_one_thing_and_stays()
    {
        var mark = OwnMark.Of("person-1", "elm");
        Assert.Equal(mark, OwnMark.Of("person-1", "elm"));
        Assert.NotEqual(mark, OwnMark.Of("person-2", "elm"));
        Assert.NotEqual(mark, OwnMark.Of("person-1", "oak"));
    }

    [Fact]
    public void Nobody_reads_from_a_mark_who_it_is_of()
    {
        Assert.Matches("^[0-9a-f]{16}$", OwnMark.Of("person-1", "elm"));
        Assert.DoesNotContain("person-1", OwnMark.Of("person-1", "elm"), StringComparison.Ordinal);
    }
}
