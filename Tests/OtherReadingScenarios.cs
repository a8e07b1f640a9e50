using Offboarding.Tests.Cases;
using Offboarding.Tests.Deactivation;
using Offboarding.Tests.Findings;
using Offboarding.Tests.Nightly;

namespace Offboarding.Tests;

public sealed class StartOffboardingInTheOtherReading(OtherSharedSolution solution) : StartOffboardingScenarios(solution), IClassFixture<OtherSharedSolution>;

public sealed class RecordNoticeInTheOtherReading(OtherSharedSolution solution) : RecordNoticeScenarios(solution), IClassFixture<OtherSharedSolution>;

public sealed class DecisionInTheOtherReading(OtherSharedSolution solution) : DecisionScenarios(solution), IClassFixture<OtherSharedSolution>;

public sealed class WayBackInTheOtherReading(OtherSharedSolution solution) : WayBackScenarios(solution), IClassFixture<OtherSharedSolution>;

public sealed class TransitionTasksInTheOtherReading(OtherSharedSolution solution) : TransitionTasksScenarios(solution), IClassFixture<OtherSharedSolution>;

public sealed class CaseGuardInTheOtherReading(OtherSharedSolution solution) : CaseGuardScenarios(solution), IClassFixture<OtherSharedSolution>;

public sealed class AccountDeactivationGateInTheOtherReading(OtherSharedSolution solution) : AccountDeactivationGateScenarios(solution), IClassFixture<OtherSharedSolution>;

public sealed class CompleteOffboardingInTheOtherReading() : CompleteOffboardingScenarios(Readings.Other);

public sealed class WaiverInTheOtherReading() : WaiverScenarios(Readings.Other);

public sealed class RunNightlyInTheOtherReading() : RunNightlyScenarios(Readings.Other);

public sealed class AutomaticCompletionInTheOtherReading() : AutomaticCompletionScenarios(Readings.Other);

public sealed class NightlyFailureInTheOtherReading() : NightlyFailureScenarios(Readings.Other);

public sealed class FindingInTheOtherReading() : FindingScenarios(Readings.Other);

public sealed class DeactivationPolicyInTheOtherReading() : DeactivationPolicyScenarios(Readings.Other);

public sealed class DoorMatrixInTheOtherReading(OtherDoorWorlds worlds) : DoorMatrixScenarios(worlds), IClassFixture<OtherDoorWorlds>;

public sealed class DoorMatrixWhereSetStateIsAnUpdate(ThirdDoorWorlds worlds) : DoorMatrixScenarios(worlds), IClassFixture<ThirdDoorWorlds>;
