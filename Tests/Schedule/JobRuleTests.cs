using System.Linq;
using Offboarding.Plugins.Rows;
using Offboarding.Plugins.Schedule;

namespace Offboarding.Tests.Schedule;

/// <summary>The moves of a job that follow from days, holds and the customer's return.</summary>
public sealed class JobRuleTests
{
    static readonly ErasureJobStatusReason[] BeforeWriting =
        [ErasureJobStatusReason.Scheduled, ErasureJobStatusReason.Restricted, ErasureJobStatusReason.Due, ErasureJobStatusReason.WaitingForApproval, ErasureJobStatusReason.Held];

    static readonly ErasureJobStatusReason[] OfTheRun =
        [ErasureJobStatusReason.Executing, ErasureJobStatusReason.Verified, ErasureJobStatusReason.Failed, ErasureJobStatusReason.Completed, ErasureJobStatusReason.Cancelled];

    [Fact]
    public void What_the_run_decides_is_left_to_it() =>
        Assert.All(OfTheRun, status => Assert.Equal(
            status, JobRule.Next(new JobFacts { Status = status, HasWritten = true, IsHeld = true, IsAccountActive = true, HasDueLine = true, IsToBeRestricted = true, IsPlanVoid = true })));

    [Fact]
    public void The_customers_return_cancels_before_the_point_of_no_return_and_never_after()
    {
        Assert.All(BeforeWriting, status => Assert.Equal(ErasureJobStatusReason.Cancelled, JobRule.Next(new JobFacts { Status = status, IsAccountActive = true, IsHeld = true, HasDueLine = true })));
        Assert.All(BeforeWriting.Where(status => status != ErasureJobStatusReason.Held), status => Assert.Equal(status, JobRule.Next(new JobFacts { Status = status, IsAccountActive = true, HasWritten = true })));
    }

    [Fact]
    public void A_hold_holds_every_job_that_does_not_write_and_its_release_gives_what_the_days_say()
    {
        Assert.All(BeforeWriting, status => Assert.Equal(ErasureJobStatusReason.Held, JobRule.Next(new JobFacts { Status = status, IsHeld = true, HasDueLine = true })));
        Assert.Equal(ErasureJobStatusReason.Due, JobRule.Next(new JobFacts { Status = ErasureJobStatusReason.Held, HasDueLine = true }));
        Assert.Equal(ErasureJobStatusReason.Restricted, JobRule.Next(new JobFacts { Status = ErasureJobStatusReason.Held, IsToBeRestricted = true }));
        Assert.Equal(ErasureJobStatusReason.Scheduled, JobRule.Next(new JobFacts { Status = ErasureJobStatusReason.Held }));
    }

    [Fact]
    public void A_held_erasure_that_has_begun_goes_on_when_the_hold_is_released()
    {
        var held = new JobFacts { Status = ErasureJobStatusReason.Held, HasWritten = true, IsAtWork = true, IsHeld = true, HasDueLine = true };

        Assert.Equal(ErasureJobStatusReason.Held, JobRule.Next(held));
        Assert.Equal(ErasureJobStatusReason.Executing, JobRule.Next(new JobFacts { Status = ErasureJobStatusReason.Held, HasWritten = true, IsAtWork = true }));
    }

    [Fact]
    public void A_job_that_was_held_between_two_due_dates_does_not_go_on_by_itself() =>
        Assert.Equal(ErasureJobStatusReason.Restricted, JobRule.Next(new JobFacts { Status = ErasureJobStatusReason.Held, HasWritten = true, IsToBeRestricted = true }));

    [Fact]
    public void A_plan_that_waits_for_approval_is_void_when_anything_changed()
    {
        Assert.Equal(ErasureJobStatusReason.WaitingForApproval, JobRule.Next(new JobFacts { Status = ErasureJobStatusReason.WaitingForApproval, HasDueLine = true }));
        Assert.Equal(ErasureJobStatusReason.Due, JobRule.Next(new JobFacts { Status = ErasureJobStatusReason.WaitingForApproval, HasDueLine = true, IsPlanVoid = true }));
    }

    [Theory]
    [InlineData(false, false, ErasureJobStatusReason.Scheduled)]
    [InlineData(false, true, ErasureJobStatusReason.Restricted)]
    [InlineData(true, true, ErasureJobStatusReason.Due)]
    [InlineData(true, false, ErasureJobStatusReason.Due)]
    public void The_days_move_a_job_from_scheduled_over_restricted_to_due(bool due, bool restricted, ErasureJobStatusReason status) =>
        Assert.Equal(status, JobRule.Next(new JobFacts { HasDueLine = due, IsToBeRestricted = restricted }));
}
